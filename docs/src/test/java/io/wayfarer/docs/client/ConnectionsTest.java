/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.LoopbackServer;

class ConnectionsTest {

    @Test
    void aTransportOfOnesOwn() {
        try (LoopbackServer shop = LoopbackServer.start(
                routes -> routes.get("/", (request, response) -> response.sendString(Mono.just("Welcome"))))) {
            // tag::settings[]
            PooledTransport transport = new PooledTransport(TransportSettings.builder()
                    .maxConnectionsPerRoute(50)
                    .idleTimeout(Duration.ofSeconds(4))
                    .maxLifeTime(Duration.ofMinutes(5))
                    .timeouts(limits -> limits.unread(Duration.ofSeconds(20)))
                    .build());
            ReactiveHttpClient http =
                    ReactiveHttpClient.builder().transport(transport).build();
            // end::settings[]
            assertThat(http.get(shop.uri("/").toString()).bodyAsString().block(Duration.ofSeconds(10)))
                    .isEqualTo("Welcome");
            transport.dispose();
        }
    }
}
