/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.web;

import java.net.InetAddress;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.wayfarer.sample.tour.transport.TlsSite;

/** Where the tour is reached. Known once it has started: ports may have been chosen by the system. */
@Component
public class Addresses {

    private final @Nullable InetAddress bound;
    private final ObjectProvider<TlsSite> tls;
    private volatile int port;

    Addresses(ServerProperties server, ObjectProvider<TlsSite> tls) {
        this.bound = server.getAddress();
        this.tls = tls;
    }

    @EventListener
    void started(ReactiveWebServerInitializedEvent event) {
        // The management server, if it has a port of its own, has a namespace too.
        if (event.getApplicationContext().getServerNamespace() == null) {
            port = event.getWebServer().getPort();
        }
    }

    /** The URL to open, with a slash at its end. */
    public String home() {
        return "http://" + host() + ":" + port + "/";
    }

    /** Scheme, host and port of the pages over TLS, with a slash at the end. */
    public String secureHome() {
        return "https://" + host() + ":" + tls.getObject().port() + "/";
    }

    /** The same port, asked for in clear text: what HSTS is there to prevent. */
    public String insecureTwinOfSecureHome() {
        return "http://" + host() + ":" + tls.getObject().port() + "/";
    }

    /** A URL of the tour with an address in place of the name. */
    String literal(String url) {
        return url.replace("//localhost:", "//127.0.0.1:");
    }

    /** True when only this machine can reach the tour. */
    public boolean loopbackOnly() {
        return bound != null && bound.isLoopbackAddress();
    }

    private String host() {
        if (bound == null || bound.isAnyLocalAddress() || bound.isLoopbackAddress()) {
            return "localhost";
        }
        String literal = bound.getHostAddress();
        return literal.contains(":") ? "[" + literal + "]" : literal;
    }
}
