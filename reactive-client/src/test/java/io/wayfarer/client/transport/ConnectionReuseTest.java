/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.RawPeer;

/** Which connection an exchange gets, and what becomes of it afterwards; HTTP/1. */
class ConnectionReuseTest {

    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    private PooledTransport transport = new PooledTransport(TransportSettings.defaults());

    private PooledTransport with(TransportSettings.Builder settings) {
        transport.dispose();
        transport = new PooledTransport(settings.build());
        return transport;
    }

    @AfterEach
    void close() {
        transport.dispose();
    }

    private Mono<String> get(URI url) {
        return Hops.answer(transport, Hops.get(url));
    }

    /** Answers each request of a connection with "hello", as many as come. */
    private static RawPeer patient(AtomicInteger connections) {
        return RawPeer.scripted(conversation -> {
            connections.incrementAndGet();
            while (!conversation.readHead().isEmpty()) {
                conversation.write(HELLO);
            }
        });
    }

    @Test
    void exchangesOneAfterAnotherShareOneConnection() {
        AtomicInteger connections = new AtomicInteger();
        try (RawPeer peer = patient(connections)) {
            for (int i = 0; i < 50; i++) {
                assertThat(Hops.got(get(peer.uri("/")))).isEqualTo("200 hello");
            }
            assertThat(connections).hasValue(1);
        }
    }

    @Test
    void anExchangeBegunWhenAnotherEndsUsesItsConnection() {
        AtomicInteger connections = new AtomicInteger();
        try (RawPeer peer = patient(connections)) {
            assertThat(get(peer.uri("/")).repeat(999).count().block(Hops.PATIENCE))
                    .isEqualTo(1000);
            assertThat(connections).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void noMoreConnectionsAreOpenedThanAllowed(int most) {
        with(TransportSettings.builder().maxConnectionsPerRoute(most));
        AtomicInteger connections = new AtomicInteger();
        CountDownLatch allOfThem = new CountDownLatch(most);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            connections.incrementAndGet();
            allOfThem.countDown();
            while (!conversation.readHead().isEmpty()) {
                await(allOfThem); // or the first connection might serve all, before there is another
                conversation.write(HELLO);
            }
        })) {
            assertThat(Flux.range(0, 100)
                            .flatMap(i -> get(peer.uri("/")), 100)
                            .count()
                            .block(Hops.PATIENCE))
                    .isEqualTo(100);
            assertThat(connections).hasValue(most);
        }
    }

    @Test
    void whoWaitsGetsAConnectionInTurn() {
        with(TransportSettings.builder().maxConnectionsPerRoute(1));
        try (RawPeer peer = patient(new AtomicInteger())) {
            Flux.range(0, 100).flatMap(i -> get(peer.uri("/" + i)), 100).blockLast(Hops.PATIENCE);
            assertThat(peer.heads())
                    .extracting(head -> head.substring("GET /".length(), head.indexOf(" HTTP")))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 100).mapToObj(Integer::toString).toList());
        }
    }

    @Test
    void whoWaitsTooLongForAConnectionIsToldSo() {
        with(TransportSettings.builder().maxConnectionsPerRoute(1).pendingTimeout(Duration.ofMillis(200)));
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            Disposable holding = get(peer.uri("/")).subscribe();
            StepVerifier.create(get(peer.uri("/")))
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOfSatisfying(
                                    HttpTimeoutException.class,
                                    timeout -> assertThat(timeout.phase()).isEqualTo(HttpTimeoutException.Phase.POOL))
                            .hasMessageContaining("all 1 to 127.0.0.1:"))
                    .verify(Hops.PATIENCE);
            holding.dispose();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void whoComesWhenTooManyWaitFailsAtOnce(int maxPending) throws Exception {
        with(TransportSettings.builder().maxConnectionsPerRoute(1).maxPending(maxPending));
        CountDownLatch asked = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            asked.countDown();
            conversation.read(1);
        })) {
            Disposable holding = get(peer.uri("/")).subscribe();
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            List<Disposable> waiting = IntStream.range(0, maxPending)
                    .mapToObj(i -> get(peer.uri("/")).subscribe())
                    .toList();
            StepVerifier.create(get(peer.uri("/")))
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOf(HttpTimeoutException.class)
                            .hasMessageContaining("no connection became free"))
                    .verify(Duration.ofSeconds(5));
            waiting.forEach(Disposable::dispose);
            holding.dispose();
        }
    }

    @Test
    void whoNoLongerWaitsLeavesItsPlaceToTheNext() throws Exception {
        with(TransportSettings.builder().maxConnectionsPerRoute(1).maxPending(1));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            while (!conversation.readHead().isEmpty()) {
                asked.countDown();
                await(answer);
                conversation.write(HELLO);
            }
        })) {
            Disposable holding = get(peer.uri("/")).subscribe();
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            get(peer.uri("/gone")).subscribe().dispose();
            Mono<String> next = get(peer.uri("/next")).cache();
            Disposable waiting = next.subscribe();
            answer.countDown();
            assertThat(Hops.got(next)).isEqualTo("200 hello");
            assertThat(peer.heads()).noneMatch(head -> head.contains("/gone"));
            waiting.dispose();
            holding.dispose();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aConnectionNobodyUsesIsClosedWhenItsTimeIsUp() throws Exception {
        with(TransportSettings.builder().idleTimeout(Duration.ofMillis(200)));
        CountDownLatch closed = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write(HELLO);
            if (conversation.read(1).length == 0) {
                closed.countDown();
            }
        })) {
            Hops.got(get(peer.uri("/")));
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aConnectionIsNotUsedBeyondItsLifeTime() {
        with(TransportSettings.builder().maxLifeTime(Duration.ofMillis(1)));
        AtomicInteger connections = new AtomicInteger();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            connections.incrementAndGet();
            while (!conversation.readHead().isEmpty()) {
                await(Duration.ofMillis(5));
                conversation.write(HELLO);
            }
        })) {
            for (int i = 0; i < 3; i++) {
                Hops.got(get(peer.uri("/")));
            }
            assertThat(connections).hasValue(3);
        }
    }

    private static void await(Duration time) {
        Mono.delay(time).block(Hops.PATIENCE);
    }

    @Test
    void aConnectionThatTheServerEndsIsNotUsedAgain() {
        AtomicInteger connections = new AtomicInteger();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            connections.incrementAndGet();
            conversation.readHead();
            conversation.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello");
            conversation.read(1);
        })) {
            for (int i = 0; i < 3; i++) {
                assertThat(Hops.got(get(peer.uri("/")))).isEqualTo("200 hello");
            }
            assertThat(connections).hasValue(3);
        }
    }

    /** Answers one request of each connection, and closes it when the second one has come. */
    private static RawPeer forgetful() {
        return RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write(HELLO);
            conversation.readHead();
        });
    }

    @Test
    void aRequestThatMeetsAConnectionJustClosedIsSentAgainOnAFreshOne() {
        try (RawPeer peer = forgetful()) {
            for (int i = 0; i < 5; i++) {
                assertThat(Hops.got(get(peer.uri("/")))).isEqualTo("200 hello");
            }
        }
    }

    @Test
    void aRequestThatIsNotIdempotentIsNotSentAgain() {
        try (RawPeer peer = forgetful()) {
            Hops.got(get(peer.uri("/")));
            StepVerifier.create(
                            Hops.answer(transport, Hops.of(HttpMethod.POST, peer.uri("/pay"), RequestBody.text("10"))))
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOfSatisfying(
                                    ConnectionException.class,
                                    closed -> assertThat(closed.reason()).isEqualTo(ConnectionException.Reason.CLOSED)))
                    .verify(Hops.PATIENCE);
            assertThat(peer.heads()).filteredOn(head -> head.contains("/pay")).hasSize(1);
        }
    }

    @Test
    void aBodyThatCanBeReadOnceIsNotSentAgain() {
        try (RawPeer peer = forgetful()) {
            Hops.got(get(peer.uri("/")));
            RequestBody once = RequestBody.stream(RequestBody.text("10").content(), 2, null);
            StepVerifier.create(Hops.answer(transport, Hops.of(HttpMethod.PUT, peer.uri("/put"), once)))
                    .expectError(ConnectionException.class)
                    .verify(Hops.PATIENCE);
            assertThat(peer.heads()).filteredOn(head -> head.contains("/put")).hasSize(1);
        }
    }

    @Test
    void aServerThatClosesEachConnectionUnansweredIsAskedOnceOnly() {
        try (RawPeer peer = RawPeer.scripted(conversation -> conversation.readHead())) {
            StepVerifier.create(get(peer.uri("/")))
                    .expectError(ConnectionException.class)
                    .verify(Hops.PATIENCE);
            assertThat(peer.heads()).hasSize(1);
        }
    }

    @Test
    void anAnswerThatHasBegunIsNotAskedForAgain() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write(HELLO);
            conversation.readHead();
            conversation.write("HTTP/1.1 200");
        })) {
            Hops.got(get(peer.uri("/")));
            StepVerifier.create(get(peer.uri("/second")))
                    .expectError(ConnectionException.class)
                    .verify(Hops.PATIENCE);
            assertThat(peer.heads()).hasSize(2);
        }
    }

    @Test
    void octetsThatNobodyAskedForAreNeverTheNextAnswer() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write(HELLO + HELLO.replace("hello", "wrong"));
            conversation.read(1);
        })) {
            for (int i = 0; i < 3; i++) {
                assertThat(Hops.got(get(peer.uri("/")))).isEqualTo("200 hello");
            }
        }
    }

    @Test
    void aConnectionThatArrivesAfterItsCallerHasGoneIsKeptForTheNext() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (RawPeer peer = patient(connections)) {
            // On an event loop, because nothing can arrive there between the two calls.
            transport
                    .loops()
                    .get(0)
                    .execute(() -> get(peer.uri("/first")).subscribe().dispose());
            for (int tries = 0; connections.get() == 0 && tries < 1000; tries++) {
                await(Duration.ofMillis(5));
            }
            assertThat(Hops.got(get(peer.uri("/second")))).isEqualTo("200 hello");
            assertThat(connections).hasValueLessThanOrEqualTo(2);
            assertThat(peer.heads()).allMatch(head -> head.startsWith("GET /second"));
        }
    }

    @Test
    void closingTheTransportClosesWhatIsUnusedAndLetsTheRestEnd() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(2);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            if (conversation.readHead().contains("/slow")) {
                asked.countDown();
                await(answer);
            }
            conversation.write(HELLO);
            if (conversation.read(1).length == 0) {
                closed.countDown();
            }
        })) {
            Sinks.One<String> slow = Sinks.one();
            Disposable running = get(peer.uri("/slow")).subscribe(slow::tryEmitValue, slow::tryEmitError);
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            Hops.got(get(peer.uri("/")));

            transport.dispose();

            assertThat(transport.isDisposed()).isTrue();
            answer.countDown();
            assertThat(Hops.got(slow.asMono())).isEqualTo("200 hello");
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            StepVerifier.create(get(peer.uri("/")))
                    .expectError(IllegalStateException.class)
                    .verify(Hops.PATIENCE);
            running.dispose();
        }
    }

    @Test
    void anExchangeOnAnEventLoopOfOursStaysOnIt() {
        try (LoopbackServer server =
                LoopbackServer.start(routes -> routes.get("/", (in, out) -> out.sendString(Mono.just("hi"))))) {
            Loops loops = transport.loops();
            for (int i = 0; i < loops.count(); i++) {
                Sinks.One<String> thread = Sinks.one();
                int loop = i;
                loops.get(loop)
                        .execute(() -> get(server.uri("/"))
                                .subscribe(
                                        answer -> thread.tryEmitValue(loops.current() == loop ? "same" : "other"),
                                        thread::tryEmitError));
                assertThat(Hops.got(thread.asMono())).isEqualTo("same");
            }
        }
    }
}
