/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.wayfarer.client.ClientFace;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.RawPeer;

/** A sample of faulty answers by way of Spring's clients, with one connection that none of them may keep. */
@Timeout(60)
class SpringFaultsTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String FINE = OK + "Content-Length: 4\r\n\r\nfine";

    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .maxConnectionsPerRoute(1)
            .pendingTimeout(Duration.ofSeconds(15))
            .build());
    private final ReactiveHttpClient http =
            ReactiveHttpClient.builder().transport(transport).build();

    @AfterEach
    void close() {
        transport.dispose();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(ConnectionException.class, ""),
                Arguments.of(ConnectionException.class, OK + "Content-"),
                Arguments.of(ConnectionException.class, OK + "Content-Length: 50\r\n\r\nhello"),
                Arguments.of(ProtocolException.class, "SSH-2.0-OpenSSH_9.2p1\r\n\r\n"),
                Arguments.of(ProtocolException.class, OK + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nhello"),
                Arguments.of(
                        ProtocolException.class, OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello!\r\n0\r\n\r\n"),
                Arguments.of(ResponseLimitException.class, OK + "X-Long: " + "x".repeat(70_000) + "\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void arriveAsTheClientsOwnFailuresAndHurtNoOtherExchange(
            Class<? extends HttpExchangeException> failure, String answer) {
        check(failure, answer, ClientFace.WEB_CLIENT);
        check(failure, answer, ClientFace.REST_CLIENT);
    }

    private void check(Class<? extends HttpExchangeException> failure, String answer, ClientFace face) {
        AtomicBoolean faulty = new AtomicBoolean(true);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write(faulty.get() ? answer : FINE);
        })) {
            Throwable failed = catchThrowable(() -> face.get(http, peer.uri("/").toString()));
            while (failed != null && !(failed instanceof HttpExchangeException)) {
                failed = failed.getCause();
            }
            assertThat(failed).isInstanceOf(failure);
            faulty.set(false);
            assertThat(face.get(http, peer.uri("/").toString())).isEqualTo("fine");
        }
    }
}
