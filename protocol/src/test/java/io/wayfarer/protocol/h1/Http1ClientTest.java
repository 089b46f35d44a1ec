/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static io.wayfarer.protocol.connection.ProtocolVersion.HTTP_1_0;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.ConnectionObserver;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.Role;
import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;

class Http1ClientTest {

    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Test
    void oneConnectionCarriesOneExchangeAfterTheOther() {
        try (LoopbackServer server = LoopbackServer.start(routes -> routes.get(
                        "/{n}", (request, response) -> response.sendString(Mono.just("page " + request.param("n"))))
                .post(
                        "/echo",
                        (request, response) -> response.send(request.receive().retain())))) {
            Http1Connection connection = Dialled.to(server.address());
            for (int i = 1; i <= 20; i++) {
                HttpStream stream = connection.newStream();
                Collected answer =
                        Collected.exchange(stream, Dialled.get("/" + i), null).await();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.content()).isEqualTo("page " + i);
                assertThat(stream.id()).isEqualTo(i);
            }
            for (int size : new int[] {0, 1, 16 * 1024, 16 * 1024 + 1, 3_000_000}) {
                String text = "x".repeat(size);
                Collected answer = Collected.exchange(
                                connection.newStream(), Dialled.request("POST", "/echo"), buffer(text))
                        .await();
                assertThat(answer.content()).isEqualTo(text);
            }
            assertThat(server.requests()).hasSize(25);
            Dialled.close(connection);
        }
    }

    /** The lines with the sizes are no extensions, however many there are. */
    @Test
    void anAnswerMayHaveAnyNumberOfChunks() {
        int chunks = 100_000;
        try (RawPeer peer = RawPeer.answeringAndHolding(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(chunks) + "0\r\n\r\n")) {
            Http1Connection connection = Dialled.to(peer.address());
            Collected answer = Collected.exchange(connection.newStream(), Dialled.get("/"), null)
                    .await();
            assertThat(answer.content()).hasSize(chunks);
            Dialled.close(connection);
        }
    }

    @Test
    void theConnectionIsFreeBeforeTheReceiverHearsOfTheEnd() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            while (true) {
                conversation.readHead();
                conversation.write(OK);
            }
        })) {
            Http1Connection connection = Dialled.to(peer.address());
            List<String> events = new CopyOnWriteArrayList<>();
            connection.observe(new ConnectionObserver() {
                @Override
                public void onIdle(HttpConnection idle) {
                    events.add("idle " + idle.activeStreams() + " " + idle.availableStreams());
                }

                @Override
                public void onAvailable(HttpConnection available) {
                    events.add("available");
                }

                @Override
                public void onClosed(HttpConnection closed) {
                    events.add("closed");
                }
            });
            Collected answer = new Collected() {
                @Override
                public void onEnd() {
                    events.add("end");
                    super.onEnd();
                }
            };
            HttpStream stream = connection.newStream();
            stream.request(1);
            stream.exchange(Dialled.get("/"), null, answer);
            answer.await();
            assertThat(events).containsExactly("available", "idle 0 1", "end");
            Dialled.close(connection);
            assertThat(events).containsExactly("available", "idle 0 1", "end", "closed");
        }
    }

    @Test
    void manyExchangesFollowOneAnotherOutOfTheReceiverItself() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            while (true) {
                conversation.readHead();
                conversation.write(OK);
            }
        })) {
            Http1Connection connection = Dialled.to(peer.address());
            Collected last = new Collected();
            again(connection, 500, last);
            last.await();
            Dialled.close(connection);
        }
    }

    private static void again(Http1Connection connection, int left, Collected last) {
        HttpStream stream = connection.newStream();
        stream.request(Long.MAX_VALUE);
        stream.exchange(
                Dialled.get("/"),
                null,
                left == 0
                        ? last
                        : new Collected() {
                            @Override
                            public void onEnd() {
                                again(connection, left - 1, last);
                            }

                            @Override
                            public void onFailure(Throwable failure) {
                                last.onFailure(failure);
                            }
                        });
    }

    @Test
    void headAndContentOfARequestGoOutAsTheyShould() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.read(5);
            conversation.write(OK);
            conversation.readHead();
            conversation.write(OK);
            conversation.readHead();
            conversation.write(OK);
        })) {
            Http1Connection connection = Dialled.to(peer.address());
            Collected.exchange(connection.newStream(), Dialled.request("POST", "/a?b", "X-Y", "z"), buffer("hello"))
                    .await();
            Collected.exchange(connection.newStream(), Dialled.request("PUT", "/"), null)
                    .await();
            Collected.exchange(connection.newStream(), Dialled.request("GET", "/", "host", "other"), null)
                    .await();
            assertThat(peer.heads())
                    .containsExactly(
                            "POST /a?b HTTP/1.1\r\nHost: peer.test\r\nX-Y: z\r\nContent-Length: 5\r\n\r\n",
                            "PUT / HTTP/1.1\r\nHost: peer.test\r\nContent-Length: 0\r\n\r\n",
                            "GET / HTTP/1.1\r\nhost: other\r\n\r\n");
            Dialled.close(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb: c", "a\nb", "a\0", "a\u007f", "a\u0100", "\r"})
    void whatWouldBreakAMessageApartIsRefusedAndTheConnectionStaysUsable(String text) {
        try (RawPeer peer = RawPeer.answeringAndHolding(OK)) {
            Http1Connection connection = Dialled.to(peer.address());
            for (HeaderList head : List.of(
                    Dialled.request("GET", "/", "X", text),
                    Dialled.request("GET", "/", text, "x"),
                    Dialled.request("GET", "/" + text),
                    Dialled.request("GET" + text, "/"),
                    HeaderList.of(":method", "GET", ":path", "/", ":authority", text))) {
                assertThat(Collected.exchange(connection.newStream(), head, buffer("content"))
                                .failure())
                        .isInstanceOf(IllegalArgumentException.class);
                StepVerifier.create(connection.newStream().sendHeaders(head, true))
                        .expectError(IllegalArgumentException.class)
                        .verify(Dialled.PATIENCE);
            }
            assertThat(Collected.exchange(connection.newStream(), Dialled.get("/"), null)
                            .await()
                            .content())
                    .isEqualTo("ok");
            assertThat(peer.heads()).containsExactly("GET / HTTP/1.1\r\nHost: peer.test\r\n\r\n");
            Dialled.close(connection);
        }
    }

    @Test
    void contentOfUnknownLengthGoesOutInChunksAsThePublisherGivesIt() {
        try (LoopbackServer server = LoopbackServer.start(routes -> routes.post(
                "/echo", (request, response) -> response.send(request.receive().retain())))) {
            Http1Connection connection = Dialled.to(server.address());
            HttpStream stream = connection.newStream();
            Collected answer = Collected.from(stream);
            Flux<ByteBuf> body =
                    Flux.fromStream(() -> IntStream.range(0, 300).mapToObj(i -> buffer("y".repeat(i * 20))));
            StepVerifier.create(stream.sendHeaders(Dialled.request("POST", "/echo"), false)
                            .then(stream.sendBody(body)))
                    .expectComplete()
                    .verify(Dialled.PATIENCE);
            assertThat(answer.await().content()).isEqualTo("y".repeat(299 * 300 / 2 * 20));
            assertThat(server.requests().get(0).header("transfer-encoding")).contains("chunked");
            Dialled.close(connection);
        }
    }

    @Test
    void anExchangeOverTlsIsTheSame() {
        LoopbackTls tls = LoopbackTls.localhost();
        try (LoopbackServer server = LoopbackServer.start(
                tls,
                routes -> routes.post(
                        "/echo",
                        (request, response) -> response.send(request.receive().retain())))) {
            Http1Connection connection =
                    Http1Connection.client(Dialled.tlsChannel(server.address(), tls), ConnectionSettings.defaults());
            for (int i = 0; i < 3; i++) {
                Collected answer = Collected.exchange(
                                connection.newStream(), Dialled.request("POST", "/echo"), buffer("t".repeat(200_000)))
                        .await();
                assertThat(answer.content()).hasSize(200_000);
            }
            assertThat(connection.tls()).isNotNull();
            Dialled.close(connection);
        }
    }

    @Test
    void theConnectionTellsWhoSpeaksWhat() {
        try (RawPeer peer = RawPeer.answeringAndHolding(OK)) {
            Http1Connection connection =
                    Http1Connection.client(Dialled.channel(peer.address()), ConnectionSettings.defaults(), HTTP_1_0);
            assertThat(connection.role()).isEqualTo(Role.CLIENT);
            assertThat(connection.version()).isEqualTo(HTTP_1_0);
            assertThat(connection.remoteAddress()).isEqualTo(peer.address());
            assertThat(connection.localAddress()).isNotEqualTo(peer.address());
            assertThat(connection.tls()).isNull();
            HttpStream stream = connection.newStream();
            assertThat(stream.connection()).isSameAs(connection);
            Collected.exchange(stream, Dialled.get("/"), null).await();
            assertThat(peer.heads()).containsExactly("GET / HTTP/1.0\r\nHost: peer.test\r\n\r\n");
            Dialled.closed(connection);
        }
    }

    @Test
    void aConnectionThatEndsBeforeAnyOctetSaysSo() {
        try (RawPeer peer = RawPeer.answering("")) {
            Throwable failure = Collected.exchange(Dialled.to(peer.address()).newStream(), Dialled.get("/"), null)
                    .failure();
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            ConnectionEndedException.class,
                            ended -> assertThat(ended.begun()).isFalse());
        }
    }

    @Test
    void interimAnswersComeBeforeTheFinalOne() {
        try (RawPeer peer = RawPeer.answeringAndHolding("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
                + "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK)) {
            Http1Connection connection = Dialled.to(peer.address());
            Collected answer = Collected.exchange(connection.newStream(), Dialled.get("/"), null)
                    .await();
            assertThat(answer.heads).extracting(HeaderList::status).containsExactly(100, 102, 103, 200);
            assertThat(answer.content()).isEqualTo("ok");
            Dialled.close(connection);
        }
    }

    @Test
    void answersWithoutContentAreReadAsSuchAndTheConnectionIsUsedAgain() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            conversation.readHead();
            conversation.write("HTTP/1.1 304 Not Modified\r\nContent-Length: 1000\r\n\r\n");
            conversation.readHead();
            conversation.write("HTTP/1.1 204 No Content\r\n\r\n");
            conversation.readHead();
            conversation.write("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok");
            conversation.readHead();
            conversation.write("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok");
            conversation.awaitEnd();
        })) {
            Http1Connection connection = Dialled.to(peer.address());
            for (String method : List.of("HEAD", "GET", "GET", "GET", "GET")) {
                assertThat(connection.open()).isTrue();
                Collected.exchange(connection.newStream(), Dialled.request(method, "/"), null)
                        .await();
            }
            Dialled.closed(connection);
            assertThat(peer.failures()).isEmpty();
        }
    }

    @Test
    void trailersComeBehindTheContent() {
        try (RawPeer peer = RawPeer.answeringAndHolding(
                CHUNKED + "4;ext=token\r\nwiki\r\n00005\r\npedia\r\n0\r\nExpires: never\r\nX: y\r\n\r\n")) {
            Http1Connection connection = Dialled.to(peer.address());
            Collected answer = Collected.exchange(connection.newStream(), Dialled.get("/"), null)
                    .await();
            assertThat(answer.content()).isEqualTo("wikipedia");
            assertThat(answer.trailers).isEqualTo(HeaderList.of("Expires", "never", "X", "y"));
            Dialled.close(connection);
        }
    }

    @Test
    void aCloseWhileIdleIsNoticed() {
        try (RawPeer peer = RawPeer.answering(OK)) {
            Http1Connection connection = Dialled.to(peer.address());
            Collected.exchange(connection.newStream(), Dialled.get("/"), null).await();
            Dialled.closed(connection);
            assertThat(connection.open()).isFalse();
            assertThat(connection.availableStreams()).isZero();
            assertThat(Collected.exchange(connection.newStream(), Dialled.get("/"), buffer("x"))
                            .failure())
                    .isInstanceOfSatisfying(
                            ConnectionEndedException.class,
                            ended -> assertThat(ended.unprocessed()).isTrue());
        }
    }

    @Test
    void aSecondRequestFindsNoPlaceWhileTheFirstIsUnderWay() {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            Http1Connection connection = Dialled.to(peer.address());
            Collected first = Collected.exchange(connection.newStream(), Dialled.get("/1"), null);
            assertThat(Collected.exchange(connection.newStream(), Dialled.get("/2"), buffer("x"))
                            .failure())
                    .isInstanceOfSatisfying(
                            ConnectionEndedException.class,
                            ended -> assertThat(ended.unprocessed()).isTrue());
            Dialled.close(connection);
            assertThat(first.failure()).isInstanceOf(ConnectionEndedException.class);
        }
    }

    @Test
    void aResetEndsTheConnectionAndNothingElseIsToldAfterwards() {
        try (RawPeer peer = RawPeer.answeringAndHolding("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nab")) {
            Http1Connection connection = Dialled.to(peer.address());
            HttpStream stream = connection.newStream();
            Collected answer = new Collected();
            stream.exchange(Dialled.get("/"), null, answer);
            stream.reset(Http2Error.CANCEL);
            assertThat(answer.failure()).isInstanceOf(StreamResetException.class);
            Dialled.closed(connection);
        }
    }

    static ByteBuf buffer(String text) {
        return Unpooled.copiedBuffer(text, ISO_8859_1);
    }
}
