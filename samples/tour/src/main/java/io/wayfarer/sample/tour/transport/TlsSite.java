/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.transport;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.stereotype.Component;

/** The same pages on a port of their own, over TLS, each with {@code Strict-Transport-Security}. */
@Component
public class TlsSite implements SmartLifecycle {

    private static final String A_YEAR = "max-age=31536000";

    private final HttpHandler pages;
    private final ServerProperties server;
    private final SslBundles bundles;
    private final int wantedPort;
    private volatile @Nullable WebServer running;

    TlsSite(HttpHandler pages, ServerProperties server, SslBundles bundles, @Value("${tour.tls-port}") int wantedPort) {
        this.pages = pages;
        this.server = server;
        this.bundles = bundles;
        this.wantedPort = wantedPort;
    }

    @Override
    public void start() {
        NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory(wantedPort);
        if (server.getAddress() != null) {
            factory.setAddress(server.getAddress());
        }
        factory.setSslBundles(bundles);
        factory.setSsl(Ssl.forBundle(GeneratedCertificate.SERVER));
        Http2 http2 = new Http2();
        http2.setEnabled(true);
        factory.setHttp2(http2);
        WebServer started = factory.getWebServer((request, response) -> {
            response.getHeaders().set("Strict-Transport-Security", A_YEAR);
            return pages.handle(request, response);
        });
        started.start();
        running = started;
    }

    @Override
    public void stop() {
        WebServer stopping = running;
        running = null;
        if (stopping != null) {
            stopping.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /**
     * The port, once started.
     *
     * @throws IllegalStateException before the start and after the stop
     */
    public int port() {
        WebServer now = running;
        if (now == null) {
            throw new IllegalStateException(
                    "The pages over TLS are not being served (expected: a running application)");
        }
        return now.getPort();
    }
}
