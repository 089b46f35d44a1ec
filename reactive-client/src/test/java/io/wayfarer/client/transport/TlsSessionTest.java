/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import io.netty.handler.ssl.util.SimpleTrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import io.wayfarer.client.error.TlsException;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.tls.KeyPins;

/** What a client makes of its servers' keys, over its connections. */
class TlsSessionTest extends TransportCase {

    private static LoopbackServer server() {
        return LoopbackServer.start(
                LoopbackTls.localhost(),
                routes -> routes.get(
                        "/", (in, out) -> out.header("Connection", "close").sendString(Mono.just("safe"))));
    }

    /** Trusts everybody, and counts how often a certificate is looked at. */
    private static final class Checks extends SimpleTrustManagerFactory implements X509TrustManager {

        final AtomicInteger count = new AtomicInteger();

        @Override
        protected void engineInit(KeyStore keyStore) {}

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {}

        @Override
        protected TrustManager[] engineGetTrustManagers() {
            return new TrustManager[] {this};
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            count.incrementAndGet();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** RFC 8446 section 2.2, RFC 5246 section 7.3. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aSessionIsResumedOnTheNextConnection(String version) {
        Checks checks = new Checks();
        PooledTransport resuming = new PooledTransport(TransportSettings.builder()
                .tls(TlsSettings.defaults().trusting(checks).offeringProtocols(List.of(version)))
                .build());
        try (LoopbackServer server = server()) {
            for (int i = 0; i < 3; i++) {
                assertThat(exchange(resuming, get(server.uri("localhost", "/").toString()))
                                .body())
                        .isEqualTo("safe");
            }
            assertThat(checks.count).hasValue(1);
        } finally {
            resuming.dispose();
        }
    }

    @Test
    void aKeyThatIsNotPinnedIsNamedWithTheRemedy() {
        String pin = KeyPins.of(LoopbackTls.localhost().certificate());
        PooledTransport pinning = new PooledTransport(TransportSettings.builder()
                .tls(TlsSettings.defaults()
                        .trusting(LoopbackTls.localhost().trustManagerFactory())
                        .pinning(KeyPins.of(Map.of(
                                "localhost",
                                        List.of(KeyPins.of(LoopbackTls.of("x").certificate())),
                                "127.0.0.1", List.of(pin)))))
                .build());
        try (LoopbackServer server = server()) {
            assertThat(failure(
                            TlsException.class,
                            pinning,
                            get(server.uri("localhost", "/").toString())))
                    .hasMessageContaining(
                            "the key of localhost, " + pin + ", is none of those pinned. Pin that key too");
            assertThat(exchange(pinning, get(server.uri("127.0.0.1", "/").toString()))
                            .body())
                    .isEqualTo("safe");
        } finally {
            pinning.dispose();
        }
    }
}
