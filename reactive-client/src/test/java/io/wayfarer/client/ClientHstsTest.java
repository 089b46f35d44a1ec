/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;

/** HSTS at work in the whole client (RFC 6797), over verified and unverified TLS. */
class ClientHstsTest extends ClientCase {

    @Test
    void hstsLearntOverTlsTurnsTheNextHttpUrlIntoHttps() {
        try (LoopbackServer tls = LoopbackServer.start(
                LoopbackTls.localhost(),
                routes -> routes.get(
                        "/",
                        (in, out) -> out.header("Strict-Transport-Security", "max-age=600")
                                .sendString(Mono.just("safe"))))) {
            assertThat(http.get("https://localhost:" + tls.port() + "/")
                            .bodyAsString()
                            .block(PATIENCE))
                    .isEqualTo("safe");

            Trace trace = Objects.requireNonNull(
                    http.get("http://localhost:" + tls.port() + "/").trace().block(PATIENCE));

            assertThat(trace.hops()).singleElement().satisfies(hop -> {
                assertThat(hop.url().scheme()).isEqualTo("https");
                assertThat(hop.reason()).isEqualTo(HopReason.HSTS);
                assertThat(hop.status()).isEqualTo(200);
            });
        }
    }

    @Test
    void aRedirectToHttpOnAKnownHstsHostGoesOverTlsAndIsNoDowngrade() {
        try (LoopbackServer tls = LoopbackServer.start(
                LoopbackTls.localhost(),
                routes -> routes.get(
                                "/from",
                                (in, out) -> out.status(302)
                                        .header("Strict-Transport-Security", "max-age=600")
                                        .header(
                                                "Location",
                                                "http://" + in.requestHeaders().get("Host") + "/to")
                                        .send())
                        .get("/to", (in, out) -> out.sendString(Mono.just("safe"))))) {
            Trace trace = Objects.requireNonNull(http.get("https://localhost:" + tls.port() + "/from")
                    .trace()
                    .block(PATIENCE));

            assertThat(trace.hops())
                    .extracting(Trace.TracedHop::reason)
                    .containsExactly(HopReason.USER, HopReason.HSTS);
            assertThat(trace.hops().get(1).url()).hasToString("https://localhost:" + tls.port() + "/to");
            assertThat(tls.requests().get(1).headers("Referer"))
                    .containsExactly("https://localhost:" + tls.port() + "/from");
        }
    }

    @Test
    void hstsIsNotLearntFromAnUnverifiedServer() {
        PooledTransport insecure = new PooledTransport(TransportSettings.builder()
                .tls(TlsSettings.defaults().insecure())
                .build());
        try (LoopbackServer tls = LoopbackServer.start(
                LoopbackTls.localhost(),
                routes -> routes.get(
                        "/",
                        (in, out) -> out.header("Strict-Transport-Security", "max-age=600")
                                .sendString(Mono.just("?"))))) {
            ReactiveHttpClient careless =
                    ReactiveHttpClient.builder().transport(insecure).build();
            careless.get("https://localhost:" + tls.port() + "/").bodyAsString().block(PATIENCE);
            Trace trace =
                    Objects.requireNonNull(careless.get(at("/text")).trace().block(PATIENCE));
            assertThat(trace.hops().get(0).reason()).isEqualTo(HopReason.USER);
        } finally {
            insecure.dispose();
        }
    }
}
