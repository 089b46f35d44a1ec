/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.error.ReadTimeoutException;

/** Peers that keep this side waiting. */
class Http1TimeLimitTest {

    @Test
    void silenceLongerThanAllowedFailsTheExchange() {
        ConnectionSettings impatient =
                ConnectionSettings.builder().readTimeout(Duration.ofMillis(150)).build();
        for (String beginning : List.of("", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")) {
            try (RawPeer peer = RawPeer.answeringAndHolding(beginning)) {
                Http1Connection connection = Dialled.to(peer.address(), impatient);
                Collected answer = Collected.exchange(connection.newStream(), Dialled.get("/"), null);
                assertThat(answer.failure()).isInstanceOf(ReadTimeoutException.class);
                Dialled.closed(connection);
            }
        }
    }

    @Test
    void aHeadThatTrickesInFailsAfterItsTime() {
        ConnectionSettings impatient =
                ConnectionSettings.builder().headTimeout(Duration.ofMillis(150)).build();
        try (RawPeer peer = RawPeer.answeringAndHolding("HTTP/1.1 200 OK\r\nX: ")) {
            Http1Connection connection = Dialled.to(peer.address(), impatient);
            assertThat(Collected.exchange(connection.newStream(), Dialled.get("/"), null)
                            .failure())
                    .isInstanceOf(ReadTimeoutException.class);
            Dialled.closed(connection);
        }
    }

    @Test
    void anIdleConnectionHasNoTimeLimit() {
        ConnectionSettings impatient = ConnectionSettings.builder()
                .readTimeout(Duration.ofMillis(60))
                .headTimeout(Duration.ofMillis(60))
                .build();
        try (Served server = Served.streams(impatient, Handlers::echo)) {
            Http1Connection connection = Dialled.to(server.address(), impatient);
            Collected.exchange(connection.newStream(), Dialled.get("/"), null).await();
            StepVerifier.create(connection.closed())
                    .expectSubscription()
                    .expectNoEvent(Duration.ofMillis(200))
                    .thenCancel()
                    .verify(Dialled.PATIENCE);
            Collected.exchange(connection.newStream(), Dialled.get("/"), null).await();
            Dialled.close(connection);
        }
    }

    @Test
    void aHeadThatDoesNotComeInTimeIsAnswered408() throws Exception {
        ConnectionSettings settings =
                ConnectionSettings.builder().headTimeout(Duration.ofMillis(100)).build();
        try (Served server = Served.streams(settings, Handlers::echo);
                Socket socket = server.connect()) {
            socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).asString().startsWith("HTTP/1.1 408 ");
        }
    }

    /** A section has to come in its time at the end of a message as at its beginning. */
    @Test
    void trailersThatDoNotComeInTimeEndTheConnection() throws Exception {
        CompletableFuture<Collected> request = new CompletableFuture<>();
        ConnectionSettings settings =
                ConnectionSettings.builder().headTimeout(Duration.ofMillis(100)).build();
        try (Served server = Served.streams(settings, stream -> request.complete(Collected.from(stream)));
                Socket socket = server.connect()) {
            socket.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX: "
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(request.get(10, TimeUnit.SECONDS).failure()).isInstanceOf(ReadTimeoutException.class);
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }
}
