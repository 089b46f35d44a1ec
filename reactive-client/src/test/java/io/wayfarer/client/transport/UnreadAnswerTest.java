/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.fixture.RawPeer;

/** Answers that lie about: their connection is not held for ever. */
class UnreadAnswerTest {

    private static final Duration LONGEST = Duration.ofMillis(200);
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .timeouts(all -> all.unread(LONGEST))
            .maxConnectionsPerRoute(1)
            .build());

    @AfterEach
    void close() {
        transport.dispose();
    }

    private TransportResponse answer(RawPeer peer) {
        return Objects.requireNonNull(
                transport.exchange(Hops.get(peer.uri("/private?key=secret"))).block(Hops.PATIENCE));
    }

    private static void pass(Duration time) {
        Mono.delay(time).block(Hops.PATIENCE);
    }

    @Test
    void anAnswerThatNobodyReadsLosesItsConnectionAndSaysSoToWhoeverComesTooLate() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello");
            conversation.awaitEnd();
            ended.countDown();
        })) {
            TransportResponse answer = answer(peer);
            assertThat(ended.await(Hops.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            StepVerifier.create(answer.bytes(100))
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOfSatisfying(
                                    HttpTimeoutException.class,
                                    timeout -> assertThat(timeout.phase()).isEqualTo(HttpTimeoutException.Phase.UNREAD))
                            .hasMessageContaining("200 ms")
                            .hasMessageContaining("wayfarer.client.timeouts.unread")
                            .hasMessageNotContaining("secret"))
                    .verify(Hops.PATIENCE);
            StepVerifier.create(answer.body())
                    .expectError(HttpTimeoutException.class)
                    .verify(Hops.PATIENCE);
            answer.release();
        }
    }

    @Test
    void theNextInLineGetsAConnectionWhenAnUnreadAnswerIsGivenUp() {
        AtomicInteger connections = new AtomicInteger();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write(
                    connections.getAndIncrement() == 0 ? "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello" : HELLO);
            conversation.awaitEnd();
        })) {
            answer(peer);
            assertThat(Hops.got(Hops.answer(transport, Hops.get(peer.uri("/")))))
                    .isEqualTo("200 hello");
            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    static Stream<Named<Consumer<TransportResponse>>> endsOfAnAnswer() {
        return Stream.of(
                Named.of(
                        "read",
                        answer -> assertThat(answer.bytes(100).block(Hops.PATIENCE))
                                .hasSize(5)),
                Named.of("released", TransportResponse::release),
                Named.of("left alone", answer -> pass(LONGEST.multipliedBy(3))));
    }

    /** What came whole has given its connection away by then, which another exchange is on. */
    @ParameterizedTest
    @MethodSource("endsOfAnAnswer")
    void theEndOfAnUnreadAnswerLeavesTheNextExchangeOnItsConnectionAlone(Consumer<TransportResponse> end) {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write(HELLO);
            conversation.readHead();
            asked.complete(null);
            ended.orTimeout(Hops.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            conversation.write(HELLO);
            conversation.awaitEnd();
        })) {
            TransportResponse unread = answer(peer);
            CompletableFuture<String> next = Hops.answer(
                            transport, Hops.of(HttpMethod.POST, peer.uri("/"), RequestBody.text("sent once")))
                    .toFuture();
            assertThat(asked).succeedsWithin(Hops.PATIENCE);
            end.accept(unread);
            ended.complete(null);

            assertThat(next).succeedsWithin(Hops.PATIENCE).isEqualTo("200 hello");
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void aBodyThatWasBegunMayTakeLonger() {
        try (RawPeer peer = RawPeer.answeringAndHolding(HELLO)) {
            // Begun at once, on the event loop, and not when this thread comes to it.
            Flux<DataBuffer> body = transport
                    .exchange(Hops.get(peer.uri("/")))
                    .flatMapMany(answer -> answer.body().doOnNext(DataBufferUtils::release));
            StepVerifier.create(body, 0)
                    .thenAwait(LONGEST.multipliedBy(2))
                    .thenRequest(Long.MAX_VALUE)
                    .thenConsumeWhile(DataBuffer.class::isInstance)
                    .expectComplete()
                    .verify(Hops.PATIENCE);
        }
    }

    @Test
    void anAnswerWithoutContentMayLieAboutForItHoldsNothing() {
        try (RawPeer peer = RawPeer.answeringAndHolding("HTTP/1.1 204 No Content\r\n\r\n")) {
            TransportResponse answer = answer(peer);
            pass(LONGEST.multipliedBy(2));
            StepVerifier.create(answer.body()).expectComplete().verify(Hops.PATIENCE);
        }
    }
}
