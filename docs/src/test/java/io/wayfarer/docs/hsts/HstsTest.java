/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.hsts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.hsts.HstsEntry;
import io.wayfarer.client.hsts.HstsPolicy;
import io.wayfarer.client.hsts.HstsPreloadList;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.client.hsts.InMemoryHstsStore;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;

class HstsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LoopbackServer bank = LoopbackServer.start(
            LoopbackTls.localhost(),
            routes -> routes.get(
                    "/",
                    (request, response) -> response.header("Strict-Transport-Security", "max-age=86400")
                            .sendString(Mono.just("account"))));

    @AfterEach
    void stop() {
        bank.close();
    }

    @Test
    void aHostThatAskedForTlsIsNeverSpokenToInTheClearAgain() {
        TransportSettings settings = TransportSettings.builder()
                .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
                .build();

        // tag::store[]
        HstsStore known = new InMemoryHstsStore();
        ReactiveHttpClient http = ReactiveHttpClient.builder()
                .transport(new PooledTransport(settings))
                .policy(new HstsPolicy(known))
                .build();
        // end::store[]

        http.get(bank.uri("localhost", "/")).bodyAsString().block(PATIENCE);
        assertThat(known.check("localhost")).isTrue();

        String plain = bank.uri("localhost", "/").toString().replace("https://", "http://");
        assertThat(http.get(plain).trace().block(PATIENCE))
                .isNotNull()
                .satisfies(trace -> assertThat(trace.hops()).singleElement().satisfies(hop -> {
                    assertThat(hop.reason()).isEqualTo(HopReason.HSTS);
                    assertThat(hop.url().scheme()).isEqualTo("https");
                    assertThat(hop.status()).isEqualTo(200);
                }));
    }

    @Test
    void hostsAreKnownFromTheStart() {
        // tag::preload[]
        HstsStore store = new InMemoryHstsStore();
        store.put(new HstsEntry("corp.example", true, Instant.MAX));
        HstsStore known = HstsPreloadList.bundled().behind(store);
        // end::preload[]

        assertThat(known.check("intranet.corp.example")).isTrue();
        assertThat(known.check("anything.dev")).isTrue();
    }
}
