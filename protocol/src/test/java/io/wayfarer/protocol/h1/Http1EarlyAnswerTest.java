/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamState;
import io.wayfarer.protocol.error.StreamResetException;

/** Answers that come before their requests are whole: RFC 9112 section 9.5. */
class Http1EarlyAnswerTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

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
                Dialled.closed(connection);
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
            Dialled.closed(connection);
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
            Dialled.onLoop(connection);
            assertThat(connection.availableStreams()).isEqualTo(1);
            assertThat(stream.state()).isEqualTo(StreamState.CLOSED);
            Dialled.close(connection);
        }
    }

    @Test
    void anEarlyRefusalReachesAClientThatGoesOnSending() throws Exception {
        try (Served server = Served.streams(stream -> Handlers.answer(stream, "413", "no"));
                Socket socket = server.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[400_000]);
            assertThat(socket.getInputStream().readAllBytes()).asString().endsWith("no");
        }
    }

    @Test
    void smallContentThatNobodyReadIsDroppedAndTheConnectionKept() {
        try (Served server = Served.streams(stream -> Handlers.answer(stream, "200", "y"))) {
            assertThat(server.say("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello" + Handlers.LAST_GET))
                    .containsSubsequence("200 OK", "y", "200 OK", "y");
        }
    }
}
