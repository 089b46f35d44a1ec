/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.Socket;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import io.netty.handler.ssl.SslContextBuilder;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

/** Gives a client its TLS, once, so that all its connections share the context and the session cache. */
final class Tls {

    private Tls() {}

    static HttpClient applied(HttpClient client, TransportSettings settings, boolean http2) {
        TlsSettings tls = settings.tls();
        if (!http2) {
            return client.protocol(HttpProtocol.HTTP11)
                    .secure(spec -> spec.sslContext((GenericSslContextSpec<?>)
                            Http11SslContextSpec.forClient().configure(builder -> configure(builder, tls))));
        }
        return client.protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                .secure(spec -> spec.sslContext((GenericSslContextSpec<?>)
                        Http2SslContextSpec.forClient().configure(builder -> configure(builder, tls))));
    }

    private static void configure(SslContextBuilder builder, TlsSettings tls) {
        if (!tls.verifies()) {
            builder.trustManager(new TrustAnybody());
        } else if (tls.trust() != null) {
            builder.trustManager(tls.trust());
        }
        if (tls.keys() != null) {
            builder.keyManager(tls.keys());
        }
    }

    /** An extended manager, so that the platform does not check the host name on its behalf. */
    private static final class TrustAnybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
