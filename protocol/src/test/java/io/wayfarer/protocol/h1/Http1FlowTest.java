/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.Direction;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamState;
import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;

/** How exchanges flow: order, back pressure, early answers, time limits, cancelling, and what is left afterwards. */
class Http1FlowTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Test
    void pipelinedRequestsGoOutAtOnceAndTheirAnswersComeInOrder() {
        ConnectionSettings three = ConnectionSettings.builder().maxPipelined(3).build();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            for (int i = 0; i < 3; i++) {
                conversation.readHead();
            }
            for (int i = 0; i < 3; i++) {
                conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + i);
            }
            conversation.awaitEnd();
        })) {
            Http1Connection connection = Dialled.to(peer.address(), three);
            List<Collected> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                assertThat(connection.availableStreams()).isEqualTo(3 - i);
                HttpStream stream = connection.newStream();
                answers.add(Collected.exchange(stream, Dialled.get("/" + i), null));
                onLoop(connection);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(answers.get(i).await().content()).isEqualTo("" + i);
            }
            close(connection);
        }
    }

    @Test
    void aPipelinedRequestWaitsForTheContentBeforeIt() {
        ConnectionSettings two = ConnectionSettings.builder().maxPipelined(2).build();
        try (Served server = Served.streams(Http1ServerTest::echo)) {
            Http1Connection connection = Dialled.to(server.address(), two);
            Sinks.Many<ByteBuf> body = Sinks.many().unicast().onBackpressureBuffer();
            HttpStream first = connection.newStream();
            Collected firstAnswer = Collected.from(first);
            Mono<Void> sent =
                    first.sendHeaders(Dialled.request("POST", "/1"), false).then(first.sendBody(body.asFlux()));
            CompletableFuture<Void> sending = sent.toFuture();
            onLoop(connection);
            Collected second = Collected.exchange(
                    connection.newStream(), Dialled.request("POST", "/2"), Http1ClientTest.buffer("2".repeat(50_000)));
            onLoop(connection);
            body.tryEmitNext(Http1ClientTest.buffer("one")).orThrow();
            assertThat(second.whole).isNotDone();
            body.tryEmitComplete().orThrow();
            assertThat(firstAnswer.await().content()).isEqualTo("POST /1 one");
            assertThat(second.await().content()).isEqualTo("POST /2 " + "2".repeat(50_000));
            assertThat(sending).succeedsWithin(Dialled.PATIENCE);
            close(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection: close\r\n", ""})
    void anEarlyRefusalIsReadThoughTheRequestCannotBeSentWhole(String closing) {
        for (int i = 0; i < 10; i++) {
            try (RawPeer peer = RawPeer.scripted(conversation -> {
                conversation.readHead();
                conversation.write("HTTP/1.1 413 Content Too Large\r\n" + closing + "Content-Length: 2\r\n\r\nno");
            })) {
                Http1Connection connection = Dialled.to(peer.address());
                Collected answer = Collected.exchange(
                                connection.newStream(),
                                Dialled.request("POST", "/"),
                                Unpooled.buffer(8 << 20).writeZero(8 << 20))
                        .await();
                assertThat(answer.status()).isEqualTo(413);
                assertThat(answer.content()).isEqualTo("no");
                closed(connection);
            }
        }
    }

    @Test
    void aRefusalStopsThePublisherOfTheContentAndTheConnectionIsNotUsedAgain() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
            conversation.awaitEnd();
        })) {
            Http1Connection connection = Dialled.to(peer.address());
            HttpStream stream = connection.newStream();
            Collected answer = Collected.from(stream);
            CountDownLatch cancelled = new CountDownLatch(1);
            Flux<ByteBuf> endless = Flux.<ByteBuf>never().doOnCancel(cancelled::countDown);
            StepVerifier.create(stream.sendHeaders(Dialled.request("PUT", "/"), false)
                            .then(stream.sendBody(endless)))
                    .expectError(StreamResetException.class)
                    .verify(Dialled.PATIENCE);
            assertThat(answer.await().status()).isEqualTo(401);
            assertThat(cancelled.getCount()).isZero();
            closed(connection);
        }
    }

    @Test
    void theConnectionIsNotFreeWhileTheRequestIsUnderWayThoughTheAnswerIsThere() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write(OK);
            conversation.awaitEnd();
        })) {
            Http1Connection connection = Dialled.to(peer.address());
            HttpStream stream = connection.newStream();
            Collected answer = Collected.from(stream);
            stream.sendHeaders(Dialled.request("PUT", "/", "Content-Length", "3"), false)
                    .block(Dialled.PATIENCE);
            answer.await();
            assertThat(connection.activeStreams()).isEqualTo(1);
            assertThat(stream.state()).isEqualTo(StreamState.HALF_CLOSED_REMOTE);
            stream.sendData(Http1ClientTest.buffer("abc"), true).block(Dialled.PATIENCE);
            onLoop(connection);
            assertThat(connection.availableStreams()).isEqualTo(1);
            assertThat(stream.state()).isEqualTo(StreamState.CLOSED);
            close(connection);
        }
    }

    @Test
    void aSlowReaderHoldsThePeerBackAndMemoryStaysConstant() throws Exception {
        long size = 256L << 20;
        byte[] piece = new byte[64 * 1024];
        AtomicLong served = new AtomicLong();
        try (Served server = Served.streams(stream -> stream.sendHeaders(
                        HeaderList.of(":status", "200", "Content-Length", "" + size), false)
                .then(stream.sendBody(Flux.<ByteBuf>generate(sink -> {
                            served.addAndGet(piece.length);
                            sink.next(Unpooled.wrappedBuffer(piece));
                        })
                        .take(size / piece.length)))
                .subscribe(done -> {}, failure -> {}))) {
            Http1Connection connection = Dialled.to(server.address());
            AtomicLong received = new AtomicLong();
            AtomicLong furthest = new AtomicLong();
            CompletableFuture<Void> end = new CompletableFuture<>();
            HttpStream stream = connection.newStream();
            stream.request(1);
            stream.exchange(Dialled.get("/"), null, new Collected() {
                @Override
                public void onData(ByteBuf content) {
                    received.addAndGet(content.readableBytes());
                    furthest.accumulateAndGet(served.get() - received.get(), Math::max);
                    content.release();
                    // Asked for one by one, from another thread and only after a while.
                    Mono.delay(Duration.ofNanos(1)).subscribe(now -> stream.request(1));
                }

                @Override
                public void onEnd() {
                    end.complete(null);
                }

                @Override
                public void onFailure(Throwable failure) {
                    end.completeExceptionally(failure);
                }
            });
            end.get(60, TimeUnit.SECONDS);
            assertThat(received).hasValue(size);
            // Socket buffers of both ends, the server's high water mark, and what may wait unread.
            assertThat(furthest.get()).isLessThan(24L << 20);
            close(connection);
        }
    }

    @Test
    void whileNothingIsAskedForThePeerIsHeldBack() {
        AtomicLong served = new AtomicLong();
        try (Served server = Served.streams(stream -> stream.sendHeaders(HeaderList.of(":status", "200"), false)
                .then(stream.sendBody(Flux.<ByteBuf>generate(sink -> {
                    served.addAndGet(65536);
                    sink.next(Unpooled.wrappedBuffer(new byte[65536]));
                })))
                .subscribe(done -> {}, failure -> {}))) {
            Http1Connection connection = Dialled.to(server.address());
            HttpStream stream = connection.newStream();
            stream.exchange(Dialled.get("/"), null, new Collected());
            Mono.delay(Duration.ofMillis(50))
                    .repeatWhen(again ->
                            again.takeWhile(n -> connection.channel().config().isAutoRead()))
                    .blockLast(Dialled.PATIENCE);
            long held = served.get();
            assertThat(held).isLessThan(32L << 20);
            close(connection);
        }
    }

    /** As many as may wait at a time, which is a question of octets and not of chunks. */
    @Test
    void chunksOfOneOctetThatWaitAreAllRead() {
        int chunks = 60_000;
        try (RawPeer peer = RawPeer.answeringAndHolding(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(chunks) + "0\r\n\r\n")) {
            Http1Connection connection = Dialled.to(peer.address());
            HttpStream stream = connection.newStream();
            Collected answer = new Collected();
            stream.exchange(Dialled.get("/"), null, answer);
            StepVerifier.create(Mono.delay(Duration.ofMillis(20))
                            .repeatWhen(again -> again.takeWhile(n -> connection.activeStreams() > 0)))
                    .thenConsumeWhile(n -> true)
                    .expectComplete()
                    .verify(Dialled.PATIENCE);
            stream.request(Long.MAX_VALUE);
            assertThat(answer.await().content()).hasSize(chunks);
            close(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "tls", "chunked", "gzip"})
    void aFileGoesOutWholeOrInPart(String way, @TempDir Path folder) throws IOException {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("file"), content);
        LoopbackTls tls = LoopbackTls.localhost();
        CompletableFuture<String> sent = new CompletableFuture<>();
        Consumer<HttpStream> handler = stream -> {
            HeaderList.Builder head = HeaderList.builder().add(":status", "200");
            if (way.equals("gzip")) {
                head.add("Transfer-Encoding", "gzip, chunked");
            } else if (!way.equals("chunked")) {
                head.add("Content-Length", "2000000");
            }
            stream.sendHeaders(head.build(), false)
                    .then(stream.sendFile(file, 500_000, 2_000_000))
                    .subscribe(
                            done -> {},
                            failure -> sent.complete(String.valueOf(failure.getMessage())),
                            () -> sent.complete("sent"));
        };
        try (Served server = way.equals("tls") ? Served.overTls(tls, handler) : Served.streams(handler)) {
            Channel channel =
                    way.equals("tls") ? Dialled.tlsChannel(server.address(), tls) : Dialled.channel(server.address());
            Http1Connection connection = Http1Connection.client(channel, ConnectionSettings.defaults());
            for (int i = 0; i < 2; i++) {
                Collected answer = Collected.exchange(connection.newStream(), Dialled.get("/"), null)
                        .await();
                assertThat(answer.content())
                        .isEqualTo(new String(content, 500_000, 2_000_000, StandardCharsets.ISO_8859_1));
            }
            assertThat(sent.join()).isEqualTo("sent");
            close(connection);
        }
    }

    @Test
    void aTransferCodingThatExpandsBeyondMeasureIsRefused() {
        try (Served server = Served.streams(stream -> stream.exchange(
                HeaderList.of(":status", "200", "Transfer-Encoding", "gzip, chunked"),
                Unpooled.buffer(16 << 20).writeZero(16 << 20),
                new Collected()))) {
            Http1Connection connection = Dialled.to(server.address());
            Collected answer = Collected.exchange(connection.newStream(), Dialled.get("/"), null);
            assertThat(answer.failure()).isInstanceOf(PeerProtocolException.class);
            closed(connection);
        }
    }

    @Test
    void aFileThatIsShorterThanSaidIsRefusedAndNothingOfItSent(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("short"), new byte[10]);
        try (Served server = Served.streams(stream -> stream.sendFile(file, 0, 11)
                .onErrorResume(
                        IllegalArgumentException.class,
                        wrong -> stream.sendHeaders(HeaderList.of(":status", "500"), true))
                .subscribe(done -> {}, failure -> {}))) {
            Http1Connection connection = Dialled.to(server.address());
            assertThat(Collected.exchange(connection.newStream(), Dialled.get("/"), null)
                            .await()
                            .status())
                    .isEqualTo(500);
            close(connection);
        }
    }

    @Test
    void silenceLongerThanAllowedFailsTheExchange() {
        ConnectionSettings impatient =
                ConnectionSettings.builder().readTimeout(Duration.ofMillis(150)).build();
        for (String beginning : List.of("", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")) {
            try (RawPeer peer = RawPeer.answeringAndHolding(beginning)) {
                Http1Connection connection = Dialled.to(peer.address(), impatient);
                Collected answer = Collected.exchange(connection.newStream(), Dialled.get("/"), null);
                assertThat(answer.failure()).isInstanceOf(ReadTimeoutException.class);
                closed(connection);
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
            closed(connection);
        }
    }

    @Test
    void anIdleConnectionHasNoTimeLimit() {
        ConnectionSettings impatient = ConnectionSettings.builder()
                .readTimeout(Duration.ofMillis(60))
                .headTimeout(Duration.ofMillis(60))
                .build();
        try (Served server = Served.streams(impatient, Http1ServerTest::echo)) {
            Http1Connection connection = Dialled.to(server.address(), impatient);
            Collected.exchange(connection.newStream(), Dialled.get("/"), null).await();
            StepVerifier.create(connection.closed())
                    .expectSubscription()
                    .expectNoEvent(Duration.ofMillis(200))
                    .thenCancel()
                    .verify(Dialled.PATIENCE);
            Collected.exchange(connection.newStream(), Dialled.get("/"), null).await();
            close(connection);
        }
    }

    @Test
    void aCancelledSendEndsTheConnectionWhereSomethingWasWritten() {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            Http1Connection connection = Dialled.to(peer.address());
            HttpStream stream = connection.newStream();
            Collected answer = Collected.from(stream);
            Disposable sending = stream.sendHeaders(Dialled.request("POST", "/"), false)
                    .then(stream.sendBody(Flux.never()))
                    .subscribe();
            onLoop(connection);
            sending.dispose();
            assertThat(answer.failure()).isInstanceOf(StreamResetException.class);
            closed(connection);
        }
    }

    @Test
    void aPublisherThatFailsResetsTheStream() {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            Http1Connection connection = Dialled.to(peer.address());
            HttpStream stream = connection.newStream();
            Collected answer = Collected.from(stream);
            Publisher<ByteBuf> failing =
                    Flux.concat(Mono.just(Http1ClientTest.buffer("a")), Mono.error(new IllegalStateException("mine")));
            StepVerifier.create(stream.sendHeaders(Dialled.request("POST", "/"), false)
                            .then(stream.sendBody(failing)))
                    .expectErrorMessage("mine")
                    .verify(Dialled.PATIENCE);
            assertThat(answer.failure()).isInstanceOf(StreamResetException.class);
            closed(connection);
        }
    }

    @Test
    void contentOfAnotherLengthThanAnnouncedIsRefused() {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            Http1Connection connection = Dialled.to(peer.address());
            HttpStream stream = connection.newStream();
            stream.sendHeaders(Dialled.request("POST", "/", "Content-Length", "3"), false)
                    .block(Dialled.PATIENCE);
            for (String wrong : List.of("four", "ab")) {
                StepVerifier.create(stream.sendData(Http1ClientTest.buffer(wrong), true))
                        .expectError(IllegalArgumentException.class)
                        .verify(Dialled.PATIENCE);
            }
            StepVerifier.create(stream.sendData(Http1ClientTest.buffer("abc"), true))
                    .expectComplete()
                    .verify(Dialled.PATIENCE);
            StepVerifier.create(stream.sendData(Http1ClientTest.buffer("more"), true))
                    .expectError(IllegalStateException.class)
                    .verify(Dialled.PATIENCE);
            close(connection);
        }
    }

    @Test
    void sendsOutOfOrderFailAndReleaseTheirContent() {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            Http1Connection connection = Dialled.to(peer.address());
            HttpStream stream = connection.newStream();
            ByteBuf content = PooledByteBufAllocator.DEFAULT.buffer().writeByte(1);
            StepVerifier.create(stream.sendData(content, true))
                    .expectError(IllegalStateException.class)
                    .verify(Dialled.PATIENCE);
            assertThat(content.refCnt()).isZero();
            stream.sendHeaders(Dialled.get("/"), true).block(Dialled.PATIENCE);
            StepVerifier.create(stream.sendHeaders(Dialled.get("/"), true))
                    .expectError(IllegalStateException.class)
                    .verify(Dialled.PATIENCE);
            StepVerifier.create(stream.sendTrailers(HeaderList.of("a", "b")))
                    .expectError(IllegalStateException.class)
                    .verify(Dialled.PATIENCE);
            close(connection);
        }
    }

    @Test
    void connectGivesATunnel() {
        AtomicReference<String> tunnelled = new AtomicReference<>();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 200 Connected\r\nContent-Length: 5\r\n\r\nbehind");
            tunnelled.set(new String(conversation.read(4), StandardCharsets.US_ASCII));
        })) {
            Http1Connection connection = Dialled.to(peer.address());
            Collected answer = Collected.exchange(
                            connection.newStream(),
                            HeaderList.of(":method", "CONNECT", ":authority", "target.test:443"),
                            null)
                    .await();
            assertThat(answer.content()).isEmpty();
            assertThat(connection.open()).isFalse();
            Http1Wire wire = connection.takeChannel().map(Http1Wire::on).block(Dialled.PATIENCE);
            assertThat(wire).isNotNull();
            closed(connection);
            ByteBuf behind = wire.readBodyByLength(6).block(Dialled.PATIENCE);
            assertThat(behind).isNotNull();
            assertThat(behind.toString(StandardCharsets.US_ASCII)).isEqualTo("behind");
            behind.release();
            wire.write("ping").then(wire.readLine()).block(Dialled.PATIENCE);
            assertThat(tunnelled).hasValue("ping");
            wire.close().block(Dialled.PATIENCE);
            assertThat(peer.heads())
                    .containsExactly("CONNECT target.test:443 HTTP/1.1\r\nHost: target.test:443\r\n\r\n");
        }
    }

    @Test
    void aChannelIsNotGivenAwayWhileAnExchangeIsUnderWay() {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            Http1Connection connection = Dialled.to(peer.address());
            Collected.exchange(connection.newStream(), Dialled.get("/"), null);
            StepVerifier.create(connection.takeChannel())
                    .expectError(IllegalStateException.class)
                    .verify(Dialled.PATIENCE);
            close(connection);
            StepVerifier.create(connection.takeChannel())
                    .expectError(IllegalStateException.class)
                    .verify(Dialled.PATIENCE);
        }
    }

    @Test
    void aConnectionThatClosesRightAfterAnAnswerFailsTheNextRequestAsRepeatable() {
        int failed = 0;
        for (int i = 0; i < 100; i++) {
            try (RawPeer peer = RawPeer.answering(OK)) {
                Http1Connection connection = Dialled.to(peer.address());
                Collected.exchange(connection.newStream(), Dialled.get("/1"), null)
                        .await();
                Collected second = Collected.exchange(connection.newStream(), Dialled.get("/2"), null);
                assertThat(second.failure())
                        .isInstanceOfSatisfying(
                                ConnectionEndedException.class,
                                ended -> assertThat(ended.begun()).isFalse());
                failed++;
                closed(connection);
            }
        }
        assertThat(failed).isEqualTo(100);
    }

    @Test
    void theLongestLineCanBeSet() {
        try (RawPeer peer = RawPeer.answeringAndHolding("HTTP/1.1 200 " + "x".repeat(100) + "\r\n\r\n")) {
            Http1Connection connection = Dialled.to(peer.address());
            connection.maxLineBytes(100);
            assertThat(Collected.exchange(connection.newStream(), Dialled.get("/"), null)
                            .failure())
                    .isInstanceOf(PeerProtocolException.class);
        }
    }

    @Test
    void aShutdownLetsTheExchangeUnderWayEndAndTakesNoMore() {
        CompletableFuture<HttpStream> accepted = new CompletableFuture<>();
        try (Served server = Served.streams(accepted::complete)) {
            Http1Connection connection = Dialled.to(server.address());
            Collected answer = Collected.exchange(connection.newStream(), Dialled.get("/"), null);
            HttpStream stream = accepted.orTimeout(10, TimeUnit.SECONDS).join();
            CompletableFuture<Void> down = connection.shutdown(Direction.OUTPUT).toFuture();
            onLoop(connection);
            assertThat(connection.open()).isFalse();
            Http1ServerTest.answer(stream, "200", "last");
            assertThat(answer.await().content()).isEqualTo("last");
            assertThat(down).succeedsWithin(Dialled.PATIENCE);
        }
    }

    @Test
    void flushCompletesWhenAllIsWritten() {
        try (Served server = Served.streams(Http1ServerTest::echo)) {
            Http1Connection connection = Dialled.to(server.address());
            Collected answer = Collected.exchange(
                    connection.newStream(), Dialled.request("POST", "/"), Http1ClientTest.buffer("x".repeat(100_000)));
            StepVerifier.create(connection.flush()).expectComplete().verify(Dialled.PATIENCE);
            answer.await();
            close(connection);
        }
    }

    private static void onLoop(Http1Connection connection) {
        connection.channel().eventLoop().submit(() -> {}).syncUninterruptibly();
    }

    private static void close(Http1Connection connection) {
        StepVerifier.create(connection.close()).expectComplete().verify(Dialled.PATIENCE);
    }

    private static void closed(Http1Connection connection) {
        StepVerifier.create(connection.closed()).expectComplete().verify(Dialled.PATIENCE);
    }
}
