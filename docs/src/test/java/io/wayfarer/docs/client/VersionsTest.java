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
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.Http3Server;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.connection.ProtocolVersion;

class VersionsTest {

    @Test
    void oneRequestInHttp3() {
        LoopbackTls tls = LoopbackTls.localhost();
        PooledTransport transport = new PooledTransport(TransportSettings.builder()
                .tls(TlsSettings.defaults().trusting(tls.trustManagerFactory()))
                .build());
        ReactiveHttpClient http =
                ReactiveHttpClient.builder().transport(transport).build();
        try (Http3Server shop =
                Http3Server.startWith(tls, 0, plan -> plan.handle((in, out) -> out.sendString(Mono.just("Welcome"))))) {
            String url = "https://localhost:" + shop.port() + "/";
            // tag::request[]
            Mono<String> page = http.get(url).version(ProtocolVersion.HTTP_3).bodyAsString();
            // end::request[]
            assertThat(page.block(Duration.ofSeconds(20))).isEqualTo("Welcome");
        }
        transport.dispose();
    }
}
