/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.header.HeaderList;

/** How a server answers. */
class Http1ServerTest {

    @Test
    void aRequestIsAnsweredAndTheConnectionKept() throws Exception {
        try (Served server = Served.streams(stream -> Handlers.answer(stream, "200", "hello"));
                Socket socket = server.connect()) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(Handlers.GET.getBytes(StandardCharsets.US_ASCII));
                String expected = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
                assertThat(socket.getInputStream().readNBytes(expected.length()))
                        .asString()
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void bothRolesSpeakWithOneAnother() {
        try (Served server = Served.streams(Handlers::respondWhole)) {
            Http1Connection client = Dialled.to(server.address());
            for (int size : new int[] {0, 1, 5000, 70_000, 2_000_000}) {
                Collected answer = Collected.exchange(
                                client.newStream(),
                                Dialled.request("POST", "/x"),
                                Http1ClientTest.buffer("z".repeat(size)))
                        .await();
                assertThat(answer.content()).isEqualTo("POST /x " + "z".repeat(size));
            }
            HttpStream chunked = client.newStream();
            Collected answer = Collected.from(chunked);
            chunked.sendHeaders(Dialled.request("PUT", "/y"), false)
                    .then(chunked.sendBody(Flux.range(0, 50).map(i -> Http1ClientTest.buffer("part " + i + " "))))
                    .block(Dialled.PATIENCE);
            assertThat(answer.await().content())
                    .startsWith("PUT /y part 0 part 1 ")
                    .endsWith("part 49 ");
        }
    }

    @Test
    void bothRolesSpeakOverTls() {
        LoopbackTls tls = LoopbackTls.localhost();
        try (Served server = Served.overTls(tls, Handlers::respondWhole)) {
            Http1Connection client =
                    Http1Connection.client(Dialled.tlsChannel(server.address(), tls), ConnectionSettings.defaults());
            Collected answer = Collected.exchange(
                            client.newStream(),
                            Dialled.request("POST", "/x", "Connection", "close"),
                            Http1ClientTest.buffer("z".repeat(500_000)))
                    .await();
            assertThat(answer.content()).hasSize("POST /x ".length() + 500_000);
            StepVerifier.create(client.closed()).expectComplete().verify(Dialled.PATIENCE);
        }
    }

    @Test
    void anHttp10ClientGetsNoChunksAndItsConnectionIsKeptOnRequest() {
        try (Served server = Served.streams(stream -> stream.sendHeaders(HeaderList.of(":status", "200"), false)
                .then(stream.sendData(Http1ClientTest.buffer("to the end"), true))
                .subscribe(done -> {}, failure -> {}))) {
            assertThat(server.say("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end");
        }
        try (Served server = Served.streams(stream -> Handlers.answer(stream, "200", "x"))) {
            assertThat(server.say("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: keep-alive\r\n\r\nx"
                            + "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx");
        }
    }

    @Test
    void anAnswerToHeadHasItsFieldsAndNoContent() {
        try (Served server = Served.streams(stream -> Handlers.answer(stream, "200", "hello"))) {
            assertThat(server.say("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"204", "304"})
    void contentOfAnAnswerThatHasNoneGoesNowhere(String status) {
        try (Served server = Served.streams(stream -> stream.sendHeaders(HeaderList.of(":status", status), false)
                .then(stream.sendData(Http1ClientTest.buffer("none of it"), true))
                .subscribe(done -> {}, failure -> {}))) {
            assertThat(server.say(Handlers.GET + Handlers.LAST_GET))
                    .matches("HTTP/1.1 \\d+ \\w+ \\w+\r\n\r\nHTTP/1.1 \\d+ \\w+ \\w+\r\nConnection: close\r\n\r\n");
        }
    }

    @Test
    void aClientThatExpectsItIsToldToContinueWhenTheHandlerWants() throws Exception {
        try (Served server = Served.streams(stream -> {
                    Handlers.echo(stream);
                    stream.sendContinue().subscribe(done -> {}, failure -> {});
                });
                Socket socket = server.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(in.readNBytes(25)).asString().isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            out.write('a');
            out.write('b');
            assertThat(in.readAllBytes()).asString().endsWith("POST / ab");
        }
    }

    @Test
    void trailersAndInterimAnswersGoOut() {
        try (Served server =
                Served.streams(stream -> stream.sendHeaders(HeaderList.of(":status", "103", "Link", "</a>"), false)
                        .then(stream.sendHeaders(HeaderList.of(":status", "200"), false))
                        .then(stream.sendData(Http1ClientTest.buffer("abc"), false))
                        .then(stream.sendTrailers(HeaderList.of("X-Sum", "9")))
                        .subscribe(done -> {}, failure -> {}))) {
            assertThat(server.say(Handlers.LAST_GET))
                    .isEqualTo(String.join(
                            "",
                            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
                            "3\r\nabc\r\n0\r\nX-Sum: 9\r\n\r\n"));
        }
    }
}
