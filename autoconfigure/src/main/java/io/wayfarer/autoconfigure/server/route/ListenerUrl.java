/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.route;

import java.net.InetAddress;
import java.net.URI;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.web.util.UriComponentsBuilder;

/** Where the application's server listens, as a URL; not known before it does. The management server does not count. */
final class ListenerUrl implements Supplier<URI>, ApplicationListener<WebServerInitializedEvent> {

    private final ServerProperties properties;
    private final String basePath;
    private volatile @Nullable URI url;

    ListenerUrl(ServerProperties properties, String basePath) {
        this.properties = properties;
        this.basePath = basePath;
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() != null) {
            return;
        }
        boolean tls = Ssl.isEnabled(properties.getSsl());
        InetAddress address = properties.getAddress();
        int port = event.getWebServer().getPort();
        url = UriComponentsBuilder.newInstance()
                .scheme(tls ? "https" : "http")
                .host(address == null || address.isAnyLocalAddress() ? "localhost" : host(address))
                .port(port == (tls ? 443 : 80) ? -1 : port)
                .path(basePath)
                .build()
                .toUri();
    }

    private static String host(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : '[' + text.replaceFirst("%.*", "") + ']';
    }

    @Override
    public URI get() {
        URI known = url;
        if (known == null) {
            throw new IllegalStateException(
                    "The server does not listen yet, and wayfarer.server.url.external is not set");
        }
        return known;
    }
}
