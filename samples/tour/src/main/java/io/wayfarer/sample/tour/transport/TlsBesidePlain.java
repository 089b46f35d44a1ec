/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.transport;

import javax.net.ssl.SSLException;

import io.netty.handler.ssl.OptionalSslHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Lets the main port understand TLS beside plain HTTP. HSTS holds for a host with all its ports, and keeps each port as
 * it is (RFC 6797 section 8.3): once a client has learnt it, {@code http://localhost:8080/} means
 * {@code https://localhost:8080/}, and that must be answered.
 */
@Component
class TlsBesidePlain implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    private final SslBundles bundles;

    TlsBesidePlain(SslBundles bundles) {
        this.bundles = bundles;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        if (factory.getSsl() != null) {
            return;
        }
        SslContext tls = context();
        factory.addServerCustomizers(http -> http.doOnChannelInit(
                (observer, channel, remote) -> channel.pipeline().addFirst(new OptionalSslHandler(tls))));
    }

    private SslContext context() {
        try {
            return SslContextBuilder.forServer(bundles.getBundle(GeneratedCertificate.SERVER)
                            .getManagers()
                            .getKeyManagerFactory())
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS is not available on the main port: " + e.getMessage(), e);
        }
    }
}
