/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpStatusException;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;

/** What becomes of a handshake with a server that fails (RFC 6455 section 4.1). */
class FailingHandshakeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ReactiveWebSocketClient webSockets =
            new ReactiveWebSocketClient(ReactiveHttpClient.create(), WebSocketSettings.defaults());

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(Fault.close(), ConnectionException.class),
                arguments(Fault.rawAndClose("HTTP/1.1 101 Switching"), ConnectionException.class),
                arguments(Fault.rawAndClose("SSH-2.0-OpenSSH_9.2p1\r\n\r\n"), ProtocolException.class),
                arguments(
                        Fault.rawAndClose(upgrade("Sec-WebSocket-Accept: bm9uc2Vuc2U=\r\n")), ProtocolException.class),
                arguments(Fault.rawAndClose(upgrade("")), ProtocolException.class));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aServerThatBreaksTheHandshakeFailsItAndNoSessionBegins(Fault fault, Class<? extends Throwable> failure) {
        AtomicBoolean begun = new AtomicBoolean();
        try (FaultServer server = FaultServer.http1(fault)) {
            StepVerifier.create(webSockets.execute(at(server), session -> {
                        begun.set(true);
                        return Mono.empty();
                    }))
                    .expectError(failure)
                    .verify(PATIENCE);
        }
        assertThat(begun).isFalse();
    }

    @Test
    void aRefusalIsToldWithItsStatus() {
        try (FaultServer server = FaultServer.http1(Fault.answer(503, "later", "retry-after", "1"))) {
            StepVerifier.create(webSockets.execute(at(server), session -> Mono.empty()))
                    .expectErrorSatisfies(failure -> assertThat(failure).isInstanceOf(HttpStatusException.class))
                    .verify(PATIENCE);
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0).first("upgrade")).isEqualToIgnoringCase("websocket");
        }
    }

    @Test
    void aSilentServerCanBeLeft() {
        try (FaultServer server = FaultServer.http1(Fault.silence())) {
            StepVerifier.create(webSockets.execute(at(server), session -> Mono.empty()))
                    .expectSubscription()
                    .thenAwait(Duration.ofMillis(100))
                    .thenCancel()
                    .verify(PATIENCE);
        }
    }

    private static String upgrade(String field) {
        return "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n" + field + "\r\n";
    }

    private static URI at(FaultServer server) {
        return URI.create("ws://127.0.0.1:" + server.port() + "/");
    }
}
