/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.h2.Http2ExchangeTest.each;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.request;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.header.HeaderList;

/** Our server with nghttp, h2load and curl, our client with nghttpd; prior knowledge over plain sockets. */
class Http2InteropTest {

    private static final HeaderList OK = HeaderList.of(":status", "200", "content-type", "text/plain");

    /** Answers {@code /echo} with what came, {@code /push} with a promise, {@code /trailers}, {@code /large} and others. */
    private static void answer(HttpStream stream) {
        Http2Stream mine = (Http2Stream) stream;
        stream.reader()
                .headers()
                .flatMap(head -> {
                    String path = String.valueOf(head.first(HeaderList.PATH));
                    return switch (path) {
                        case "/echo" ->
                            (head.contains("expect") ? stream.sendContinue() : Mono.<Void>empty())
                                    .then(stream.reader().text(StandardCharsets.ISO_8859_1, 1 << 20))
                                    .flatMap(body ->
                                            stream.sendHeaders(OK, false).then(stream.sendData(text(body), true)));
                        case "/push" ->
                            mine.push(request("GET", "/pushed").toBuilder()
                                            .set(HeaderList.AUTHORITY, String.valueOf(head.first(HeaderList.AUTHORITY)))
                                            .build())
                                    .flatMap(promised -> stream.sendHeaders(OK, false)
                                            .then(stream.sendData(text("first"), true))
                                            .then(promised.sendHeaders(OK, false))
                                            .then(promised.sendData(text("and the promised one"), true)));
                        case "/trailers" ->
                            stream.sendHeaders(OK, false)
                                    .then(stream.sendData(text("with trailers"), false))
                                    .then(stream.sendTrailers(HeaderList.of("x-sum", "42")));
                        case "/padded" ->
                            mine.sendHeaders(OK, false, 200).then(mine.sendData(text("padded"), true, 255));
                        case "/large" ->
                            stream.sendHeaders(OK, false)
                                    .then(stream.sendBody(Flux.range(0, 320).map(i -> text("z".repeat(16 * 1024)))));
                        case "/empty" -> stream.sendHeaders(OK, true);
                        case "/early-hints" ->
                            stream.sendHeaders(HeaderList.of(":status", "103", "link", "</a.css>; rel=preload"), false)
                                    .then(stream.sendHeaders(OK, false))
                                    .then(stream.sendData(text("hinted"), true));
                        default -> stream.sendHeaders(OK, false).then(stream.sendData(text("path " + path), true));
                    };
                })
                .onErrorComplete()
                .subscribe();
    }

    private static Loopback server() {
        return Loopback.server(each(Http2InteropTest::answer));
    }

    private static String nghttp(Loopback server, String path, String... options) {
        String program = PeerProgram.installed("nghttp", "nghttp2-client");
        String[] command = new String[options.length + 2];
        command[0] = program;
        System.arraycopy(options, 0, command, 1, options.length);
        command[command.length - 1] = "http://127.0.0.1:" + server.port() + path;
        return PeerProgram.run(command);
    }

    @Test
    void nghttpTakesPromises() {
        try (Loopback server = server()) {
            assertThat(nghttp(server, "/push", "-v", "-n"))
                    .contains("recv PUSH_PROMISE")
                    .contains(":path: /pushed")
                    .doesNotContain("[ERROR]");
            assertThat(nghttp(server, "/push")).contains("first").contains("and the promised one");
        }
    }

    @Test
    void nghttpTakesTrailersPaddingAndInterimAnswers() {
        try (Loopback server = server()) {
            assertThat(nghttp(server, "/trailers", "-v")).contains("x-sum: 42").contains("with trailers");
            assertThat(nghttp(server, "/padded", "-v")).contains("padlen=").contains("padded");
            assertThat(nghttp(server, "/early-hints", "-v"))
                    .contains(":status: 103")
                    .contains("hinted");
            assertThat(nghttp(server, "/empty", "-v")).contains(":status: 200");
        }
    }

    @Test
    void nghttpSendsPaddingTrailersContinuationsAndOtherSettings(@TempDir Path folder) throws IOException {
        Path body = Files.writeString(folder.resolve("body"), "b".repeat(300_000));
        try (Loopback server = server()) {
            String echoed = nghttp(
                    server,
                    "/echo",
                    "-d",
                    body.toString(),
                    "--padding=100",
                    "--trailer=x-end: 1",
                    "--continuation",
                    "--header-table-size=100",
                    "--window-bits=14",
                    "--expect-continue");
            assertThat(echoed).hasSize(300_000);
        }
    }

    @Test
    void nghttpReadsLargeAnswersOnManyStreams() {
        try (Loopback server = server()) {
            assertThat(nghttp(server, "/large", "-m", "5", "-n", "-s"))
                    .contains("5M")
                    .doesNotContain("[ERROR]");
        }
    }

    @Test
    void h2loadCountsNoFailure() {
        String program = PeerProgram.installed("h2load", "nghttp2-client");
        try (Loopback server = server()) {
            String said = PeerProgram.run(
                    program, "-n", "5000", "-c", "4", "-m", "50", "http://127.0.0.1:" + server.port() + "/");
            assertThat(said).contains("5000 succeeded, 0 failed, 0 errored");
        }
    }

    @Test
    void curlSpeaksWithPriorKnowledge() {
        String program = PeerProgram.installed("curl", "curl");
        try (Loopback server = server()) {
            String said = PeerProgram.run(
                    program,
                    "--noproxy",
                    "*",
                    "-s",
                    "--http2-prior-knowledge",
                    "-d",
                    "some body",
                    "-w",
                    " %{http_version} %{http_code}",
                    "http://127.0.0.1:" + server.port() + "/echo");
            assertThat(said).isEqualTo("some body 2 200");
        }
    }

    private static PeerProgram nghttpd(int port, Path folder, String... options) {
        String program = PeerProgram.installed("nghttpd", "nghttp2-server");
        String[] command = new String[options.length + 6];
        command[0] = program;
        command[1] = "--no-tls";
        command[2] = "-d";
        command[3] = folder.toString();
        command[4] = "--address=127.0.0.1";
        System.arraycopy(options, 0, command, 5, options.length);
        command[command.length - 1] = String.valueOf(port);
        return PeerProgram.start(command).awaitPort(port);
    }

    private static HeaderList at(int port, String method, String path) {
        return HeaderList.of(":method", method, ":scheme", "http", ":authority", "127.0.0.1:" + port, ":path", path);
    }

    @Test
    void theClientReadsFromNghttpd(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("small"), "small");
        Files.writeString(folder.resolve("empty"), "");
        Files.writeString(folder.resolve("large"), "l".repeat(3_000_000));
        int port = PeerProgram.freePort();
        try (PeerProgram nghttpd = nghttpd(port, folder, "--padding=50", "--trailer=x-end: 1", "-m", "10");
                Loopback loopback = Loopback.server(connection -> {})) {
            Http2Connection client = Http2Connection.client(
                    loopback.connect(port), ConnectionSettings.defaults(), Http2Settings.defaults());
            StepVerifier.create(client.ping())
                    .expectNextCount(1)
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
            assertThat(client.peerSettings().maxConcurrentStreams()).isEqualTo(10);
            Received small = Received.of(client.newStream(), at(port, "GET", "/small"), null)
                    .whole();
            assertThat(small.text()).isEqualTo("small");
            assertThat(small.trailers).containsExactly(HeaderList.of("x-end", "1"));
            assertThat(Received.of(client.newStream(), at(port, "GET", "/empty"), null)
                            .whole()
                            .text())
                    .isEmpty();
            assertThat(Received.of(client.newStream(), at(port, "GET", "/large"), null)
                            .whole()
                            .text())
                    .hasSize(3_000_000);
            assertThat(Received.of(client.newStream(), at(port, "HEAD", "/large"), null)
                            .whole()
                            .head()
                            .first("content-length"))
                    .isEqualTo("3000000");
            assertThat(Received.of(client.newStream(), at(port, "GET", "/none"), null)
                            .whole()
                            .head()
                            .status())
                    .isEqualTo(404);
            client.updateSettings(Http2Settings.builder()
                            .initialWindowSize(1 << 20)
                            .headerTableSize(0)
                            .build())
                    .block(Loopback.PATIENCE);
            assertThat(Received.of(client.newStream(), at(port, "GET", "/small"), null)
                            .whole()
                            .text())
                    .isEqualTo("small");
            assertThat(nghttpd.said()).doesNotContain("error");
        }
    }

    @Test
    void theClientSendsToNghttpd(@TempDir Path folder) {
        int port = PeerProgram.freePort();
        try (PeerProgram nghttpd = nghttpd(port, folder, "--echo-upload");
                Loopback loopback = Loopback.server(connection -> {})) {
            Http2Connection client = Http2Connection.client(
                    loopback.connect(port), ConnectionSettings.defaults(), Http2Settings.defaults());
            Http2Stream stream = client.newStream();
            Mono<String> echoed = stream.sendHeaders(at(port, "POST", "/up"), false, 9)
                    .then(stream.sendData(text("u".repeat(200_000)), false, 99))
                    .then(stream.sendTrailers(HeaderList.of("x-end", "1")))
                    .then(stream.reader().text(StandardCharsets.US_ASCII, 1 << 20));
            StepVerifier.create(echoed)
                    .expectNextMatches(text -> text.length() == 200_000)
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
            assertThat(nghttpd.said()).doesNotContain("error");
        }
    }

    @Test
    void theClientTakesPromisesOfNghttpd(@TempDir Path folder) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("index.html"), "index");
        Files.writeString(folder.resolve("style.css"), "style");
        int port = PeerProgram.freePort();
        try (PeerProgram nghttpd = nghttpd(port, folder, "--push=/index.html=/style.css");
                Loopback loopback = Loopback.server(connection -> {})) {
            Http2Connection client = Http2Connection.client(
                    loopback.connect(port),
                    ConnectionSettings.defaults(),
                    Http2Settings.builder().push(true).maxConcurrentStreams(10).build());
            LinkedTransferQueue<Received> pushed = new LinkedTransferQueue<>();
            client.incoming().subscribe(stream -> {
                Received received = new Received();
                stream.receive(received);
                stream.request(Long.MAX_VALUE);
                pushed.add(received);
            });
            assertThat(Received.of(client.newStream(), at(port, "GET", "/index.html"), null)
                            .whole()
                            .text())
                    .isEqualTo("index");
            Received style = pushed.poll(10, TimeUnit.SECONDS);
            assertThat(style).isNotNull();
            assertThat(java.util.Objects.requireNonNull(style).whole().text()).isEqualTo("style");
            assertThat(nghttpd.said()).doesNotContain("error");
        }
    }
}
