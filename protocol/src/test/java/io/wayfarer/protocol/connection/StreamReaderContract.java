/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;

/** The reader's promises, over sockets; a subclass for each version of HTTP. */
@Timeout(60)
public abstract class StreamReaderContract {

    protected static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final HeaderList OK = HeaderList.of(":status", "200", "x-one", "1");

    /** The client's and the server's end of one stream, on which the client has sent a request without content. */
    public record Ends(HttpStream client, HttpStream server) {

        StreamReader reader() {
            return client.reader();
        }

        Ends head() {
            server.sendHeaders(OK, false).block(PATIENCE);
            return this;
        }

        Ends send(String... pieces) {
            for (String piece : pieces) {
                server.sendData(buffer(piece), false).block(PATIENCE);
            }
            return this;
        }

        /** Waits until the reader has seen what was asked of it on other threads. */
        Ends settle() {
            client.connection().channel().eventLoop().submit(() -> {}).syncUninterruptibly();
            return this;
        }

        Ends end() {
            server.sendData(Unpooled.EMPTY_BUFFER, true).block(PATIENCE);
            return this;
        }
    }

    /** A new stream on a new connection. */
    protected abstract Ends open();

    private final List<Ends> opened = new ArrayList<>();

    private Ends ends() {
        Ends ends = open();
        opened.add(ends);
        return ends;
    }

    @Test
    void eachInterimHeadComesBeforeTheFinalOneWhichIsGivenAgain() {
        Ends ends = ends();
        ends.server()
                .sendHeaders(HeaderList.of(":status", "103", "link", "</a>"), false)
                .block(PATIENCE);
        ends.server()
                .sendHeaders(HeaderList.of(":status", "103", "link", "</b>"), false)
                .block(PATIENCE);
        ends.head().end();
        assertThat(get(ends.reader().headers()).first("link")).isEqualTo("</a>");
        assertThat(get(ends.reader().headers()).first("link")).isEqualTo("</b>");
        assertThat(get(ends.reader().headers()).first("x-one")).isEqualTo("1");
        assertThat(get(ends.reader().headers()).status()).isEqualTo(200);
        assertThat(get(ends.reader().finalHeaders()).status()).isEqualTo(200);
        assertThat(ends.reader().head()).isNotNull();
    }

    @Test
    void theFinalHeadIsWaitedForAndInterimOnesAreLeftOut() {
        Ends ends = ends();
        Mono<HeaderList> waiting = started(ends.reader().finalHeaders());
        assertThat(ends.reader().head()).isNull();
        for (int i = 0; i < 100; i++) {
            ends.server().sendHeaders(HeaderList.of(":status", "102"), false).block(PATIENCE);
        }
        ends.head();
        assertThat(get(waiting).status()).isEqualTo(200);
        assertThat(get(ends.reader().headers()).status()).isEqualTo(200);
        ends.end();
    }

    @Test
    void ofManyInterimHeadsTheLastSixtyFourAreKept() {
        Ends ends = ends();
        assertThat(ends.reader().head()).isNull();
        for (int i = 0; i < 70; i++) {
            ends.server()
                    .sendHeaders(HeaderList.of(":status", "102", "n", Integer.toString(i)), false)
                    .block(PATIENCE);
        }
        ends.head().end();
        assertThat(ends.reader().chunk().blockOptional(PATIENCE)).isEmpty();
        assertThat(get(ends.reader().headers()).first("n")).isEqualTo("6");
        for (int i = 7; i < 70; i++) {
            assertThat(get(ends.reader().headers()).first("n")).isEqualTo(Integer.toString(i));
        }
        assertThat(get(ends.reader().headers()).status()).isEqualTo(200);
    }

    @Test
    void theEndIsKnownWhenHeadAndContentWereRead() {
        Ends ends = ends().head().send("a").end();
        assertThat(ends.reader().ended()).isFalse();
        assertThat(text(ends.reader().chunk())).isEqualTo("a");
        assertThat(text(ends.reader().chunk())).isEmpty();
        assertThat(text(ends.reader().chunk())).isEmpty();
        assertThat(ends.reader().ended()).isFalse();
        get(ends.reader().headers());
        assertThat(ends.reader().ended()).isTrue();
        ends.reader().unread(buffer("b"));
        assertThat(text(ends.reader().chunk())).isEqualTo("b");
    }

    @Test
    void anEmptyMessageGivesNothingAtOnce() {
        Ends ends = ends();
        ends.server().sendHeaders(OK, true).block(PATIENCE);
        StepVerifier.create(ends.reader().body(), 0).expectComplete().verify(PATIENCE);
        assertThat(text(ends.reader().chunk())).isEmpty();
        assertThat(text(ends.reader().read(3))).isEmpty();
        assertThat(text(ends.reader().readUntil(new byte[] {'\n'}, 9, true))).isEmpty();
        assertThat(get(ends.reader().text(StandardCharsets.UTF_8, 0))).isEmpty();
        assertThat(text(ends.reader().all(0))).isEmpty();
        assertThat(ends.reader().trailers().blockOptional(PATIENCE)).isEmpty();
    }

    @Test
    void theBodyIsGivenAtTheSubscribersPace() {
        Ends ends = ends().head().send("a");
        StepVerifier.create(ends.reader().body().map(StreamReaderContract::textOf), 0)
                .thenRequest(1)
                .expectNext("a")
                .then(() -> ends.send("b", "c"))
                .thenRequest(1)
                .expectNext("b")
                .thenRequest(Long.MAX_VALUE)
                .expectNext("c")
                .then(ends::end)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void theRestOfACancelledBodyIsReadByTheNextStep() {
        Ends ends = ends().head();
        List<String> taken = new ArrayList<>();
        Mono<List<String>> first = started(
                ends.reader().body().map(StreamReaderContract::textOf).take(2).collectList());
        for (int i = 0; i < 40; i++) {
            ends.send(Integer.toString(i % 10));
        }
        ends.end();
        taken.addAll(get(first));
        assertThat(taken).hasSize(2);
        taken.addAll(get(ends.reader().body().map(StreamReaderContract::textOf).collectList()));
        assertThat(String.join("", taken)).isEqualTo("0123456789".repeat(4));
    }

    @Test
    void octetsAreCountedWhateverThePiecesTheyCameIn() {
        String sent = "abcdefghij";
        for (int split = 0; split <= sent.length(); split++) {
            Ends ends = ends().head()
                    .send(sent.substring(0, split), sent.substring(split))
                    .end();
            assertThat(text(ends.reader().read(4))).isEqualTo("abcd");
            assertThat(text(ends.reader().read(4))).isEqualTo("efgh");
            assertThat(text(ends.reader().read(4))).isEqualTo("ij");
            assertThat(text(ends.reader().read(4))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "one\\r\\ntwo, \\r\\n, one, two",
        "\\r\\ntwo, \\r\\n, '', two",
        "a\\r\\r\\nb, \\r\\n, a\\r, b",
        "aaab!, aab, a, !",
        "ababac, abac, ab, ''",
        "x--boundary--y, --boundary--, x, y"
    })
    void aDelimiterIsFoundWhereverThePiecesAreSplit(String content, String delimiter, String before, String behind) {
        String sent = escapes(content);
        byte[] wanted = escapes(delimiter).getBytes(StandardCharsets.ISO_8859_1);
        for (boolean include : new boolean[] {true, false}) {
            for (int split = 0; split <= sent.length(); split++) {
                Ends ends = ends();
                Mono<String> line = started(ends.reader()
                        .readUntil(wanted, 100, include)
                        .map(StreamReaderContract::textOf)
                        .defaultIfEmpty(""));
                ends.head()
                        .send(sent.substring(0, split), sent.substring(split))
                        .end();
                assertThat(get(line)).isEqualTo(escapes(before) + (include ? escapes(delimiter) : ""));
                assertThat(get(ends.reader().text(StandardCharsets.ISO_8859_1, 100)))
                        .isEqualTo(escapes(behind));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"4, false", "5, true", "6, true"})
    void aDelimiterIsFoundUpToAndIncludingTheLimit(int limit, boolean found) {
        Ends ends = ends().head().send("abcd\n").end();
        Mono<ByteBuf> line = ends.reader().readUntil(new byte[] {'\n'}, limit, false);
        if (found) {
            assertThat(text(line)).isEqualTo("abcd");
        } else {
            StepVerifier.create(line).expectError(PeerProtocolException.class).verify(PATIENCE);
            assertThat(get(ends.reader().text(StandardCharsets.UTF_8, 100))).isEqualTo("abcd\n");
        }
    }

    @Test
    void contentWithoutTheDelimiterStaysToBeRead() {
        Ends ends = ends().head().send("ab", "cd").end();
        assertThat(text(ends.reader().readUntil(new byte[] {'\n'}, 100, false))).isEmpty();
        assertThat(get(ends.reader().text(StandardCharsets.UTF_8, 100))).isEqualTo("abcd");
    }

    @ParameterizedTest
    @CsvSource({"5, false", "6, true", "7, true"})
    void allContentIsGivenUpToAndIncludingTheLimitAndElseStays(int limit, boolean given) {
        Ends ends = ends().head().send("abc", "def").end();
        if (given) {
            assertThat(text(ends.reader().all(limit))).isEqualTo("abcdef");
        } else {
            StepVerifier.create(ends.reader().all(limit))
                    .expectError(PeerProtocolException.class)
                    .verify(PATIENCE);
            assertThat(text(ends.reader().all(6))).isEqualTo("abcdef");
        }
    }

    @Test
    void malformedTextIsReplaced() {
        Ends ends = ends().head();
        ends.server()
                .sendData(Unpooled.wrappedBuffer(new byte[] {'a', (byte) 0xc3, (byte) 0xa9, (byte) 0xff}), true)
                .block(PATIENCE);
        assertThat(get(ends.reader().text(StandardCharsets.UTF_8, 100))).isEqualTo("aé\ufffd");
    }

    @Test
    void whatIsPutBackComesFirst() {
        Ends ends = ends().head().send("cd").end();
        ends.reader().unread(buffer("b"));
        ends.reader().unread(buffer("a"));
        ends.reader().unread(Unpooled.EMPTY_BUFFER);
        assertThat(text(ends.reader().read(3))).isEqualTo("abc");
        ends.reader().unread(buffer("xy"));
        assertThat(get(ends.reader().text(StandardCharsets.UTF_8, 100))).isEqualTo("xyd");
    }

    @Test
    void aWaitingStepSeesWhatIsPutBack() {
        Ends ends = ends().head();
        Mono<String> line = started(
                ends.reader().readUntil(new byte[] {'b', '\n'}, 100, true).map(StreamReaderContract::textOf));
        ends.send("b");
        ends.reader().unread(buffer("a"));
        ends.settle().send("\n").end();
        assertThat(get(line)).isEqualTo("ab\n");
    }

    @Test
    void trailersComeBehindTheContentWhichIsDropped() {
        Ends ends = ends().head().send("a", "b");
        ends.server().sendTrailers(HeaderList.of("x-sum", "7")).block(PATIENCE);
        get(ends.reader().headers());
        assertThat(text(ends.reader().chunk())).isNotEmpty();
        assertThat(get(ends.reader().trailers()).first("x-sum")).isEqualTo("7");
        assertThat(get(ends.reader().trailers()).first("x-sum")).isEqualTo("7");
        assertThat(text(ends.reader().chunk())).isEmpty();
        assertThat(ends.reader().ended()).isTrue();
    }

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
    void aCancelledWaitForTheHeadLeavesItToTheNextStep() {
        Ends ends = ends();
        ends.reader().headers().subscribe().dispose();
        ends.reader().finalHeaders().subscribe().dispose();
        ends.reader().trailers().subscribe().dispose();
        ends.head().end();
        assertThat(get(ends.reader().headers()).status()).isEqualTo(200);
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
    void aFailureBeforeTheHeadIsGivenToWhoWaitsForIt() {
        Ends ends = ends();
        Mono<HeaderList> waiting = started(ends.reader().headers());
        ends.server().reset(Http2Error.REFUSED_STREAM);
        StepVerifier.create(waiting).expectError(HttpTransportException.class).verify(PATIENCE);
        StepVerifier.create(ends.reader().finalHeaders())
                .expectError(HttpTransportException.class)
                .verify(PATIENCE);
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
    void contentIsSavedToAFileThatAppearsWhenItIsWhole(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("page.html");
        Files.writeString(file, "old");
        Ends ends = ends().head().send("new ");
        Mono<Path> saving = started(ends.reader().saveTo(file));
        ends.send("page");
        assertThat(Files.readString(file)).isEqualTo("old");
        ends.end();
        assertThat(get(saving)).isEqualTo(file);
        assertThat(Files.readString(file)).isEqualTo("new page");
        assertThat(names(folder)).containsExactly("page.html");
    }

    @Test
    void largeContentIsSavedWhole(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large");
        String sent = "0123456789abcdef".repeat(20_000);
        Ends ends = ends().head();
        Mono<Void> sending = started(ends.server().sendData(buffer(sent), true));
        get(ends.reader().saveTo(file));
        get(sending.thenReturn(true));
        assertThat(Files.readString(file)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void afterAFailureOrACancelTheOldFileIsThereAlone(boolean failure, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("page.html");
        Files.writeString(file, "old");
        Ends ends = ends().head().send("new ");
        Sinks.One<Boolean> over = Sinks.one();
        Disposable saving = ends.reader()
                .saveTo(file)
                .doOnError(failed -> over.tryEmitValue(true))
                .onErrorComplete()
                .subscribe();
        if (failure) {
            ends.server().reset(Http2Error.INTERNAL_ERROR);
            get(over.asMono());
        } else {
            saving.dispose();
        }
        // after a cancel the file is removed behind the subscriber's back
        await(() -> names(folder).equals(List.of("page.html")));
        assertThat(Files.readString(file)).isEqualTo("old");
    }

    @Test
    void aFileThatCannotBeWrittenFailsTheStep(@TempDir Path folder) {
        Ends ends = ends().head().send("a").end();
        StepVerifier.create(ends.reader().saveTo(folder.resolve("missing/page.html")))
                .expectError(IOException.class)
                .verify(PATIENCE);
        assertThat(get(ends.reader().text(StandardCharsets.UTF_8, 9))).isEqualTo("a");
    }

    @Test
    void aTemporaryFileIsTheCallers() throws IOException {
        Ends ends = ends().head().send("a", "b").end();
        Path file = get(ends.reader().saveToTemporaryFile());
        assertThat(Files.readString(file)).isEqualTo("ab");
        Files.delete(file);
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
    void boundsThatMakeNoSenseAreRejected() {
        Ends ends = ends();
        StreamReader reader = ends.reader();
        assertThatIllegalArgumentException().isThrownBy(() -> reader.read(0));
        assertThatIllegalArgumentException().isThrownBy(() -> reader.read(16 * 1024 * 1024 + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> reader.all(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> reader.readUntil(new byte[] {1}, -1, true));
        assertThatIllegalArgumentException().isThrownBy(() -> reader.readUntil(new byte[0], 1, true));
        ends.head().end();
    }

    /** Ends every connection of the test, for subclasses to call. */
    protected final void closeAll() {
        for (Ends ends : opened) {
            ends.client().connection().close().block(PATIENCE);
            ends.server().connection().close().block(PATIENCE);
        }
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

    /** The step, subscribed to already. */
    private static <T> Mono<T> started(Mono<T> step) {
        Mono<T> cached = step.cache();
        cached.subscribe(value -> {}, failure -> {});
        return cached;
    }

    private static <T> T get(Mono<T> step) {
        return step.blockOptional(PATIENCE).orElseThrow();
    }

    private static String text(Mono<ByteBuf> step) {
        return step.map(StreamReaderContract::textOf).blockOptional(PATIENCE).orElse("");
    }

    private static String textOf(ByteBuf content) {
        String text = content.toString(StandardCharsets.ISO_8859_1);
        content.release();
        return text;
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    private static String escapes(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited too long").isNegative();
            Thread.onSpinWait();
        }
    }
}
