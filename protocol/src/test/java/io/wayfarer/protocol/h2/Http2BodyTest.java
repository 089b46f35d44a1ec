/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.h2.Http2ExchangeTest.GET;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.OK;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.each;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.request;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamReader;
import io.wayfarer.protocol.connection.StreamState;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;

/** Content of HTTP/2 messages, read step by step and sent from publishers and files. */
class Http2BodyTest {

    private static String taken(ByteBuf octets) {
        try {
            return octets.toString(StandardCharsets.ISO_8859_1);
        } finally {
            octets.release();
        }
    }

    /** A stream on which {@code first line, second line} and so on are on their way. */
    private static StreamReader asked(Loopback server) {
        HttpStream stream = server.client().newStream();
        StreamReader reader = stream.reader();
        stream.sendHeaders(GET, true).block(Loopback.PATIENCE);
        return reader;
    }

    private static Loopback lines() {
        return Loopback.server(each(stream -> stream.sendHeaders(OK, false)
                .then(stream.sendData(text("first line\nsecond"), false))
                .then(stream.sendData(text(" line\nrest"), false))
                .then(stream.sendTrailers(HeaderList.of("x-end", "1")))
                .subscribe()));
    }

    @Test
    void contentIsReadStepByStep() {
        try (Loopback server = lines()) {
            StreamReader reader = asked(server);
            assertThat(reader.headers().block(Loopback.PATIENCE)).isEqualTo(OK);
            assertThat(reader.read(5).map(Http2BodyTest::taken).block(Loopback.PATIENCE))
                    .isEqualTo("first");
            reader.unread(text("FIRST"));
            byte[] newline = {'\n'};
            assertThat(reader.readUntil(newline, 100, false)
                            .map(Http2BodyTest::taken)
                            .block(Loopback.PATIENCE))
                    .isEqualTo("FIRST line");
            assertThat(reader.readUntil(newline, 100, true)
                            .map(Http2BodyTest::taken)
                            .block(Loopback.PATIENCE))
                    .isEqualTo("second line\n");
            assertThat(reader.text(StandardCharsets.US_ASCII, 100).block(Loopback.PATIENCE))
                    .isEqualTo("rest");
            assertThat(reader.trailers().block(Loopback.PATIENCE)).isEqualTo(HeaderList.of("x-end", "1"));
        }
    }

    @Test
    void piecesOfContentAreReadAsTheyCame() {
        try (Loopback server = lines()) {
            StreamReader reader = asked(server);
            assertThat(reader.chunk().map(Http2BodyTest::taken).block(Loopback.PATIENCE))
                    .startsWith("first");
            StepVerifier.create(reader.body().map(Http2BodyTest::taken).reduce(String::concat))
                    .expectNextMatches(rest -> rest.endsWith("rest"))
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
        }
    }

    @Test
    void contentIsSavedToAFile(@TempDir Path folder) throws IOException {
        try (Loopback server = lines()) {
            Path file = folder.resolve("saved");
            assertThat(asked(server).saveTo(file).block(Loopback.PATIENCE)).isEqualTo(file);
            assertThat(file).content().isEqualTo("first line\nsecond line\nrest");
            Path temporary = asked(server).saveToTemporaryFile().block(Loopback.PATIENCE);
            assertThat(temporary).isNotNull().exists();
            Files.delete(java.util.Objects.requireNonNull(temporary));
        }
    }

    @Test
    void aPartOfAFileIsSent(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "0123456789".repeat(20_000));
        try (Loopback server = Loopback.server(each(stream -> stream.sendHeaders(OK, false)
                .then(stream.sendFile(file, 5, 150_000))
                .subscribe()))) {
            Received answer =
                    Received.of(server.client().newStream(), GET, null).whole();
            assertThat(answer.text()).hasSize(150_000).startsWith("56789").endsWith("234");
        }
    }

    @Test
    void aFileThatIsTooShortResetsTheStream(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "short");
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        try (Loopback server = Loopback.server(each(stream -> stream.sendHeaders(OK, false)
                .then(stream.sendFile(file, 0, 100))
                .subscribe(nothing -> {}, failed::complete)))) {
            assertThat(Received.of(server.client().newStream(), GET, null).failure())
                    .isInstanceOf(StreamResetException.class);
            assertThat(failed).succeedsWithin(Loopback.PATIENCE).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aPublisherThatFailsResetsTheStream() {
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        try (Loopback server = Loopback.server(each(stream -> stream.sendHeaders(OK, false)
                .then(stream.sendBody(Flux.concat(Flux.just(text("x")), Flux.error(new IOException("broken")))))
                .subscribe(nothing -> {}, failed::complete)))) {
            assertThat(Received.of(server.client().newStream(), GET, null).failure())
                    .isInstanceOfSatisfying(
                            StreamResetException.class,
                            reset -> assertThat(reset.error()).isEqualTo(Http2Error.INTERNAL_ERROR));
            assertThat(failed).succeedsWithin(Loopback.PATIENCE).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aPublisherIsAskedForNoMoreThanThePeerTakes() {
        List<Integer> made = new ArrayList<>();
        CompletableFuture<HttpStream> taken = new CompletableFuture<>();
        try (Loopback server = Loopback.server(each(taken::complete))) {
            Http2Connection client = server.client();
            HttpStream stream = client.newStream();
            stream.sendHeaders(request("POST", "/"), false).block(Loopback.PATIENCE);
            CompletableFuture<Void> sent = stream.sendBody(
                            Flux.range(0, 100).doOnNext(made::add).map(i -> text("x".repeat(10_000))))
                    .toFuture();
            client.ping().repeat(3).blockLast(Loopback.PATIENCE);
            assertThat(made).hasSizeLessThan(30);
            assertThat(taken.join()
                            .reader()
                            .all(2_000_000)
                            .map(Http2BodyTest::taken)
                            .block(Loopback.PATIENCE))
                    .hasSize(1_000_000);
            assertThat(sent).succeedsWithin(Loopback.PATIENCE);
        }
    }

    @Test
    void aServerThatHasAnsweredAsksForNoMoreOfTheRequest() {
        try (Loopback server =
                Loopback.server(each(stream -> stream.sendHeaders(OK, true).subscribe()))) {
            HttpStream stream = server.client().newStream();
            Received answer = new Received();
            stream.receive(answer);
            Mono<Void> endless = stream.sendHeaders(request("POST", "/"), false)
                    .then(stream.sendBody(Flux.generate(sink -> sink.next(text("x".repeat(10_000))))));
            StepVerifier.create(endless)
                    .expectErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOfSatisfying(
                                    StreamResetException.class,
                                    reset -> assertThat(reset.error()).isEqualTo(Http2Error.NO_ERROR)))
                    .verify(Loopback.PATIENCE);
            assertThat(answer.whole().head().status()).isEqualTo(200);
            assertThat(stream.state()).isEqualTo(StreamState.CLOSED);
        }
    }
}
