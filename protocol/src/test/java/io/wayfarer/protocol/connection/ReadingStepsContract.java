/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.error.StreamResetException;

/** Steps of a reader: one after another, cancelled, failed. */
public abstract class ReadingStepsContract extends StreamReaderContract {

    @Test
    void aSecondStepFailsWhileTheFirstIsWaitedFor() {
        Ends ends = ends().head();
        Mono<String> first = started(ends.reader().chunk().map(StreamReaderContract::textOf));
        StepVerifier.create(ends.reader().read(1))
                .expectError(IllegalStateException.class)
                .verify(PATIENCE);
        StepVerifier.create(ends.reader().body())
                .expectError(IllegalStateException.class)
                .verify(PATIENCE);
        ends.send("a").end();
        assertThat(get(first)).isEqualTo("a");
    }

    static Stream<Function<StreamReader, Publisher<?>>> steps() {
        return Stream.of(
                StreamReader::chunk,
                reader -> reader.read(4),
                reader -> reader.readUntil(new byte[] {'d'}, 100, true),
                reader -> reader.readUntil(new byte[] {'\n'}, 100, true),
                reader -> reader.all(100),
                reader -> reader.text(StandardCharsets.UTF_8, 100),
                StreamReader::body);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aCancelledStepHasTakenNothing(Function<StreamReader, Publisher<?>> step) {
        Ends ends = ends().head();
        StreamReader reader = ends.reader();
        get(reader.headers());
        if (step.apply(reader) instanceof Mono) {
            ends.send("a");
            assertThat(text(reader.read(1))).isEqualTo("a");
        }
        for (int i = 0; i < 3; i++) {
            Disposable waiting = Mono.when(step.apply(reader)).subscribe();
            waiting.dispose();
        }
        ends.send("b", "c", "d").end();
        assertThat(get(reader.text(StandardCharsets.UTF_8, 100))).isEqualTo("bcd");
    }

    @Test
    void cancellingAtAnyMomentLosesNoOctet() {
        Random random = new Random(23);
        Ends ends = ends().head();
        StreamReader reader = ends.reader();
        StringBuilder read = new StringBuilder();
        String sent = "0123456789".repeat(300);
        Mono<Void> sending =
                started(ends.server().sendBody(Flux.range(0, 1000).map(i -> buffer(sent.substring(3 * i, 3 * i + 3)))));
        for (int i = 0; i < 2_000; i++) {
            AtomicReference<String> got = new AtomicReference<>("");
            Disposable step = reader.read(1 + random.nextInt(5))
                    .doOnNext(content -> got.set(textOf(content))) // a subscriber may drop it, being cancelled
                    .subscribe();
            for (int spin = random.nextInt(50); spin > 0; spin--) {
                Thread.onSpinWait();
            }
            step.dispose();
            ends.settle();
            read.append(got.get());
        }
        read.append(get(reader.text(StandardCharsets.ISO_8859_1, sent.length())));
        get(sending.thenReturn(true));
        assertThat(read).hasToString(sent);
    }

    @Test
    void anyRowOfStepsReadsTheContentInItsOrder() {
        Random random = new Random(29);
        String sent = "the quick\nbrown fox\njumps over\n\nthe lazy dog".repeat(20);
        for (int round = 0; round < 30; round++) {
            Ends ends = ends();
            started(Mono.fromRunnable(() -> sendInPieces(ends, sent, random.nextLong()))
                    .subscribeOn(Schedulers.boundedElastic()));
            StringBuilder read = new StringBuilder();
            StreamReader reader = ends.reader();
            get(reader.finalHeaders());
            while (!reader.ended()) {
                switch (random.nextInt(5)) {
                    case 0 -> read.append(text(reader.chunk()));
                    case 1 -> read.append(text(reader.read(1 + random.nextInt(30))));
                    case 2 -> read.append(text(reader.readUntil(new byte[] {'\n'}, 1_000, true)));
                    case 3 ->
                        read.append(get(reader.body()
                                .map(StreamReaderContract::textOf)
                                .take(1 + random.nextInt(3))
                                .reduce("", String::concat)));
                    default -> {
                        String some = text(reader.read(5));
                        reader.unread(buffer(some));
                    }
                }
            }
            assertThat(read).hasToString(sent);
        }
    }

    @Test
    void whatArrivedBeforeAFailureCanBeReadAndThenEachStepFailsAlike() {
        Ends ends = ends();
        StreamReader reader = ends.reader();
        ends.head().send("abc");
        assertThat(text(reader.read(1))).isEqualTo("a");
        ends.server().reset(Http2Error.INTERNAL_ERROR);
        StepVerifier.create(reader.read(5))
                .expectError(HttpTransportException.class)
                .verify(PATIENCE);
        StepVerifier.create(reader.all(100))
                .expectError(HttpTransportException.class)
                .verify(PATIENCE);
        assertThat(text(reader.chunk())).isEqualTo("bc");
        assertThat(get(reader.headers()).status()).isEqualTo(200);
        List<Throwable> failures = new ArrayList<>();
        for (Publisher<?> step : List.<Publisher<?>>of(
                reader.chunk(),
                reader.read(1),
                reader.body(),
                reader.trailers(),
                reader.text(StandardCharsets.UTF_8, 9))) {
            StepVerifier.create(Mono.when(step)).consumeErrorWith(failures::add).verify(PATIENCE);
        }
        assertThat(failures)
                .hasSize(5)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(HttpTransportException.class)
                        .isSameAs(failures.get(0)));
        assertThat(reader.ended()).isFalse();
    }

    @Test
    void aStreamResetHereHasNoContentLeft() {
        Ends ends = ends().head().send("abc");
        assertThat(text(ends.reader().read(1))).isEqualTo("a");
        ends.client().reset(Http2Error.CANCEL);
        StepVerifier.create(ends.reader().chunk())
                .expectError(StreamResetException.class)
                .verify(PATIENCE);
    }

    @Test
    void nothingIsTakenBeforeSubscription() {
        Ends ends = ends().head().send("a").end();
        Mono<ByteBuf> chunk = ends.reader().chunk();
        Mono<String> all = ends.reader().text(StandardCharsets.UTF_8, 9);
        assertThat(get(all)).isEqualTo("a");
        assertThat(text(chunk)).isEmpty();
        StepVerifier.create(ends.reader().headers(), 0)
                .expectSubscription()
                .thenRequest(1)
                .expectNextMatches(head -> head.status() == 200)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void unreadContentNeedsNoRelease() {
        Ends ends = ends().head().send("abc", "def");
        assertThat(text(ends.reader().read(1))).isEqualTo("a");
        ends.reader().unread(buffer("x"));
        ends.client().connection().close().block(PATIENCE);
    }

    @Test
    void contentThatOneStepAskedForAndTheNextDoesNotTakeNeedsNoRelease() {
        Ends ends = ends().head();
        StreamReader reader = ends.reader();
        get(reader.headers());
        Mono<String> first =
                started(reader.body().map(StreamReaderContract::textOf).next()); // asks for more
        ends.send("a");
        assertThat(get(first)).isEqualTo("a");

        Mono<String> second = started(Mono.create(sink -> reader.body().subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1); // and nothing behind it
            }

            @Override
            protected void hookOnNext(ByteBuf content) {
                sink.success(textOf(content));
            }
        })));
        ends.settle().send("b", "c", "d").end();
        assertThat(get(second)).isEqualTo("b");
        ends.client().connection().close().block(PATIENCE);
    }

    private static void sendInPieces(Ends ends, String content, long seed) {
        Random random = new Random(seed);
        ends.head();
        for (int start = 0; start < content.length(); ) {
            int end = Math.min(content.length(), start + 1 + random.nextInt(40));
            ends.send(content.substring(start, end));
            start = end;
        }
        ends.end();
    }
}
