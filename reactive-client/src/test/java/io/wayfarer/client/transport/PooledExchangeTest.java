/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.ReadTimeoutException;
import io.wayfarer.fixture.RawPeer;

/** One exchange: what is taken for its answer, how its bodies travel, and how it ends early; HTTP/1. */
class PooledExchangeTest {

    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final String ENDLESS = "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nhello";

    private static final Duration SOON = Duration.ofSeconds(2);

    private final PooledTransport transport = new PooledTransport(TransportSettings.defaults());
    private final PooledTransport hasty = new PooledTransport(
            TransportSettings.builder().responseTimeout(SOON).build());

    @AfterEach
    void close() {
        transport.dispose();
        hasty.dispose();
    }

    private TransportResponse answer(RawPeer peer) {
        return answer(transport, peer);
    }

    private static TransportResponse answer(PooledTransport by, RawPeer peer) {
        return Objects.requireNonNull(by.exchange(Hops.get(peer.uri("/"))).block(Hops.PATIENCE));
    }

    /** Sends these octets and then waits for the other end to close; counts down when it does. */
    private static RawPeer holding(String octets, CountDownLatch closed) {
        return RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write(octets);
            if (conversation.read(1).length == 0) {
                closed.countDown();
            }
        });
    }

    @Test
    void interimAnswersAreNotTakenForTheAnswer() {
        String interim = String.join(
                "\r\n\r\n",
                "HTTP/1.1 100 Continue",
                "HTTP/1.1 102 Processing",
                "HTTP/1.1 103 Early Hints\r\nLink: </style.css>",
                "");
        try (RawPeer peer = RawPeer.answering(interim + HELLO)) {
            assertThat(Hops.got(Hops.answer(transport, Hops.get(peer.uri("/")))))
                    .isEqualTo("200 hello");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
            })
    void anAnswerWithoutContentEndsAtItsHead(String octets) {
        try (RawPeer peer = RawPeer.answeringAndHolding(octets)) {
            TransportResponse answer = answer(peer);
            assertThat(answer.bytes(10).block(Hops.PATIENCE)).isEmpty();
        }
    }

    @Test
    void anAnswerToHeadEndsAtItsHead() {
        try (RawPeer peer = RawPeer.answeringAndHolding("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")) {
            assertThat(Hops.got(Hops.answer(transport, Hops.of(HttpMethod.HEAD, peer.uri("/"), RequestBody.empty()))))
                    .isEqualTo("200 ");
        }
    }

    @Test
    void cancellingBeforeTheAnswerClosesTheConnection() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            asked.countDown();
            if (conversation.read(1).length == 0) {
                closed.countDown();
            }
        })) {
            Disposable waiting = transport.exchange(Hops.get(peer.uri("/"))).subscribe();
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            waiting.dispose();
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void cancellingAmidTheBodyClosesTheConnection() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawPeer peer = holding(ENDLESS, closed)) {
            DataBuffer first = Objects.requireNonNull(answer(peer).body().next().block(Hops.PATIENCE));
            assertThat(first.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
            DataBufferUtils.release(first);
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void releasingAnUnreadAnswerClosesTheConnection() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawPeer peer = holding(ENDLESS, closed)) {
            TransportResponse answer = answer(peer);
            answer.release();
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            StepVerifier.create(answer.body())
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("already read or released"))
                    .verify(Hops.PATIENCE);
        }
    }

    @Test
    void aBodyIsReadOnce() {
        try (RawPeer peer = RawPeer.answeringAndHolding(HELLO)) {
            TransportResponse answer = answer(peer);
            assertThat(answer.bytes(10).block(Hops.PATIENCE)).hasSize(5);
            StepVerifier.create(answer.bytes(10))
                    .expectError(IllegalStateException.class)
                    .verify(Hops.PATIENCE);
            answer.release();
        }
    }

    @Test
    void bytesBeyondTheLimitAreRefusedWhateverTheHeadAnnounces() throws Exception {
        for (String octets :
                new String[] {ENDLESS, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"}) {
            CountDownLatch closed = new CountDownLatch(1);
            try (RawPeer peer = holding(octets, closed)) {
                StepVerifier.create(answer(peer).bytes(4))
                        .expectError(DataBufferLimitException.class)
                        .verify(Hops.PATIENCE);
                assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void bytesAreGatheredFromChunks() {
        StringBuilder octets = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 1000; i++) {
            octets.append("3\r\nabc\r\n");
        }
        try (RawPeer peer =
                RawPeer.answeringAndHolding(octets.append("0\r\n\r\n").toString())) {
            byte[] bytes = answer(peer).bytes(3000).block(Hops.PATIENCE);
            assertThat(new String(Objects.requireNonNull(bytes), StandardCharsets.UTF_8))
                    .isEqualTo("abc".repeat(1000));
        }
    }

    @Test
    void theServerSendsNoFasterThanTheBodyIsRead() throws Exception {
        AtomicLong sent = new AtomicLong();
        byte[] piece = new byte[64 * 1024];
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: " + 1024L * piece.length + "\r\n\r\n");
            for (int i = 0; i < 1024; i++) {
                conversation.write(piece);
                sent.addAndGet(piece.length);
            }
            conversation.read(1);
        })) {
            AtomicLong received = new AtomicLong();
            CountDownLatch whole = new CountDownLatch(1);
            BaseSubscriber<DataBuffer> reader = new BaseSubscriber<>() {

                @Override
                protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
                    request(1);
                }

                @Override
                protected void hookOnNext(DataBuffer buffer) {
                    received.addAndGet(buffer.readableByteCount());
                    DataBufferUtils.release(buffer);
                }

                @Override
                protected void hookOnComplete() {
                    whole.countDown();
                }
            };
            answer(peer).body().subscribe(reader);
            long before;
            do {
                before = sent.get();
                Mono.delay(Duration.ofMillis(200)).block();
            } while (sent.get() != before);
            assertThat(sent).hasValueLessThan(32L * 1024 * 1024);
            reader.request(Long.MAX_VALUE);
            assertThat(whole.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(received).hasValue(1024L * piece.length);
        }
    }

    @Test
    void silenceAmidTheBodyIsATimeout() {
        try (RawPeer peer = RawPeer.answeringAndHolding(ENDLESS)) {
            StepVerifier.create(answer(hasty, peer).bytes(Integer.MAX_VALUE))
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOfSatisfying(
                                    ReadTimeoutException.class,
                                    timeout -> assertThat(timeout.limit()).isEqualTo(SOON)))
                    .verify(Hops.PATIENCE);
        }
    }

    @Test
    void aServerIsNotCalledSilentWhileTheRequestIsStillUnderWay() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.read(6 * 6 + 5); // six chunks, each "1\r\nx\r\n", and the last one, "0\r\n\r\n"
            conversation.write(HELLO);
            conversation.read(1);
        })) {
            Flux<DataBuffer> slow = Flux.interval(SOON.dividedBy(4))
                    .take(6)
                    .map(i -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[] {'x'}));
            assertThat(Hops.got(Hops.answer(
                            hasty, Hops.of(HttpMethod.POST, peer.uri("/"), RequestBody.stream(slow, -1, null)))))
                    .isEqualTo("200 hello");
        }
    }

    @Test
    void anAnswerThatComesBeforeTheRequestIsSentEndsTheRequest() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig");
            while (conversation.read(8192).length > 0) {}
        })) {
            Flux<DataBuffer> endless = Flux.<DataBuffer>generate(
                            sink -> sink.next(DefaultDataBufferFactory.sharedInstance.wrap(new byte[8192])))
                    .doOnCancel(stopped::countDown);
            TransportRequest post = Hops.of(HttpMethod.POST, peer.uri("/"), RequestBody.stream(endless, -1, null));
            TransportOptions atOnce = TransportOptions.none().expectContinue(false);
            assertThat(Hops.got(Hops.answer(
                            transport,
                            new TransportRequest(post.hop(), post.headers(), post.body(), post.route(), atOnce))))
                    .isEqualTo("413 big");
            assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aBodyIsAskedForNoFasterThanTheServerTakesIt() throws Exception {
        AtomicInteger made = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            try {
                assertThat(goOn.await(15, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            for (int i = 0; i < 4096; i++) {
                conversation.read(16 * 1024);
            }
            conversation.write(HELLO);
            conversation.read(1);
        })) {
            Flux<DataBuffer> large = Flux.range(0, 4096)
                    .map(i -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[16 * 1024]))
                    .doOnNext(piece -> made.incrementAndGet())
                    .cast(DataBuffer.class);
            Mono<String> answer = Hops.answer(
                            transport,
                            Hops.of(HttpMethod.POST, peer.uri("/"), RequestBody.stream(large, 4096L * 16 * 1024, null)))
                    .cache();
            Disposable running = answer.subscribe();
            int before;
            do {
                before = made.get();
                Mono.delay(Duration.ofMillis(200)).block();
            } while (made.get() != before || before == 0);
            assertThat(made).hasValueLessThan(2048);
            goOn.countDown();
            assertThat(Hops.got(answer)).isEqualTo("200 hello");
            running.dispose();
        }
    }

    @Test
    void whatTheBodySignalsAsAnErrorIsPassedOnAsItIs() {
        IllegalStateException own = new IllegalStateException("the tape is torn");
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            Flux<DataBuffer> torn = Flux.<DataBuffer>just(DefaultDataBufferFactory.sharedInstance.wrap(new byte[10]))
                    .concatWith(Mono.error(own));
            for (RequestBody body : new RequestBody[] {
                RequestBody.stream(torn, -1, null), RequestBody.replayable(() -> Mono.error(own), 5, null)
            }) {
                StepVerifier.create(transport.exchange(Hops.of(HttpMethod.POST, peer.uri("/"), body)))
                        .expectErrorSatisfies(e -> assertThat(e).isSameAs(own))
                        .verify(Hops.PATIENCE);
            }
        }
    }

    @Test
    void aBodyThatIsNotAsLongAsAnnouncedNeverGoesOutAsAWholeRequest() {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            for (int announced : new int[] {3, 8}) {
                RequestBody body = RequestBody.stream(
                        Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(new byte[5])), announced, null);
                StepVerifier.create(transport.exchange(Hops.of(HttpMethod.PUT, peer.uri("/"), body)))
                        .expectError()
                        .verify(Hops.PATIENCE);
            }
        }
    }

    @Test
    void aFieldThatWouldBreakTheHeadIsRefusedAndCostsNoConnection() {
        AtomicInteger connections = new AtomicInteger();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            connections.incrementAndGet();
            while (!conversation.readHead().isEmpty()) {
                conversation.write(HELLO);
            }
        })) {
            Hops.got(Hops.answer(transport, Hops.get(peer.uri("/"))));
            TransportRequest forged = Hops.get(peer.uri("/"));
            forged.headers().add("X", "1\r\nY: 2");
            StepVerifier.create(transport.exchange(forged))
                    .expectError(IllegalArgumentException.class)
                    .verify(Hops.PATIENCE);
            Hops.got(Hops.answer(transport, Hops.get(peer.uri("/"))));
            assertThat(connections).hasValue(1);
        }
    }

    @Test
    void aPeerThatResetsTheConnectionIsClosedNotSilent() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.reset();
        })) {
            StepVerifier.create(transport.exchange(Hops.get(peer.uri("/"))))
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOfSatisfying(
                                    ConnectionException.class,
                                    closed -> assertThat(closed.reason()).isEqualTo(ConnectionException.Reason.CLOSED)))
                    .verify(Hops.PATIENCE);
        }
    }
}
