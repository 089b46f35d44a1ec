/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InterruptedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamLimits;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.error.WriteTimeoutException;

/** Peers that keep this side waiting. */
class Http1TimeLimitTest {

    private static final int MORE_THAN_A_SOCKET_HOLDS = 32 * 1024 * 1024;
    private static final int PIECE = 512 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch held = new CountDownLatch(1);

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
                .readTimeout(Duration.ofMillis(250))
                .headTimeout(Duration.ofMillis(250))
                .build();
        try (Served server = Served.streams(impatient, Handlers::echo)) {
            Http1Connection connection = Dialled.to(server.address(), impatient);
            Collected.exchange(connection.newStream(), Dialled.get("/"), null).await();
            StepVerifier.create(connection.closed())
                    .expectSubscription()
                    .expectNoEvent(Duration.ofMillis(500))
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

    @Test
    void aStreamMayBeLessPatientThanItsConnection() {
        StreamLimits hasty = new StreamLimits(Duration.ZERO, Duration.ofMillis(100), Duration.ofMillis(150));
        for (String beginning : List.of("", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")) {
            try (RawPeer peer = RawPeer.answeringAndHolding(beginning)) {
                Http1Connection connection = Dialled.to(
                        peer.address(),
                        ConnectionSettings.builder()
                                .readTimeout(Duration.ofMinutes(1))
                                .build());
                HttpStream stream = connection.newStream();
                stream.limits(hasty);
                assertThat(Collected.exchange(stream, Dialled.get("/"), null).failure())
                        .isInstanceOfSatisfying(
                                ReadTimeoutException.class,
                                late -> assertThat(late.limit())
                                        .isEqualTo(beginning.isEmpty() ? hasty.response() : hasty.read()));
            }
        }
    }

    @Test
    void aPeerThatTakesNothingMoreOfTheRequestFailsIt() {
        ConnectionSettings impatient = ConnectionSettings.builder()
                .writeTimeout(Duration.ofMillis(200))
                .build();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            hold(PATIENCE);
        })) {
            Http1Connection connection = Dialled.to(peer.address(), impatient);
            ByteBuf more = Unpooled.wrappedBuffer(new byte[MORE_THAN_A_SOCKET_HOLDS]);
            assertThat(Collected.exchange(
                                    connection.newStream(),
                                    Dialled.request("POST", "/", "Content-Length", "" + MORE_THAN_A_SOCKET_HOLDS),
                                    more)
                            .failure())
                    .isInstanceOf(WriteTimeoutException.class)
                    .hasMessageContaining("200 ms");
            Dialled.closed(connection);
        } finally {
            held.countDown();
        }
    }

    /** In pieces, of which the next is asked for when the peer has taken the one before. */
    @Test
    void aPeerThatTakesPiecesSlowlyIsNotStalled() {
        ConnectionSettings impatient = ConnectionSettings.builder()
                .writeTimeout(Duration.ofMillis(400))
                .build();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            for (int read = 0; read < MORE_THAN_A_SOCKET_HOLDS; read += PIECE) {
                hold(Duration.ofMillis(20));
                conversation.read(PIECE);
            }
            conversation.write("HTTP/1.1 204 No Content\r\n\r\n");
            conversation.awaitEnd();
        })) {
            Http1Connection connection = Dialled.to(peer.address(), impatient);
            ByteBuf more = Unpooled.wrappedBuffer(new byte[MORE_THAN_A_SOCKET_HOLDS]);
            Collected.exchange(
                            connection.newStream(),
                            Dialled.request("POST", "/", "Content-Length", "" + MORE_THAN_A_SOCKET_HOLDS),
                            more)
                    .await();
            Dialled.close(connection);
        }
    }

    /** Reads nothing for so long, or until the test is done. */
    private void hold(Duration longest) throws InterruptedIOException {
        try {
            held.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the test is over");
        }
    }
}
