/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.ProtocolVersion;

/** HTTP/1.0 by wish, for servers that misread what is newer. */
@Timeout(30)
class Http10Test {

    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .versions(ProtocolVersion.HTTP_1_0)
            .expectContinueAbove(0)
            .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
            .build());

    @AfterEach
    void stop() {
        transport.dispose();
    }

    private static void answer(RawPeer.Conversation conversation) throws IOException {
        conversation.readHead();
        conversation.write("HTTP/1.0 200 OK\r\n\r\nok");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requestsSaySoWithTlsAndWithout(boolean secure) {
        try (RawPeer peer = secure
                ? RawPeer.scripted(LoopbackTls.localhost(), Http10Test::answer)
                : RawPeer.scripted(Http10Test::answer)) {
            URI url = URI.create((secure ? "https" : "http") + "://127.0.0.1:" + peer.port() + "/");
            assertThat(Hops.got(Hops.answer(transport, Hops.get(url)))).isEqualTo("200 ok");
            assertThat(peer.heads()).singleElement().asString().startsWith("GET / HTTP/1.0\r\n");
        }
    }

    @Test
    void aBodyHasALengthAndWaitsForNoConsent() {
        RequestBody body = RequestBody.bytes("hello".getBytes(StandardCharsets.UTF_8), null);
        try (RawPeer peer = RawPeer.scripted(Http10Test::answer)) {
            assertThat(Hops.got(Hops.answer(transport, Hops.of(HttpMethod.POST, peer.uri("/"), body))))
                    .isEqualTo("200 ok");
            assertThat(peer.heads())
                    .singleElement()
                    .asString()
                    .containsIgnoringCase("content-length: 5\r\n")
                    .doesNotContainIgnoringCase("expect");
        }
    }

    @Test
    void aBodyWithoutALengthFailsTheRequest() {
        try (RawPeer peer = RawPeer.scripted(Http10Test::answer)) {
            StepVerifier.create(Hops.answer(
                            transport,
                            Hops.of(HttpMethod.POST, peer.uri("/"), RequestBody.stream(Flux.empty(), -1, null))))
                    .expectErrorSatisfies(failure -> assertThat(failure).hasStackTraceContaining("Content-Length"))
                    .verify(Hops.PATIENCE);
        }
    }
}
