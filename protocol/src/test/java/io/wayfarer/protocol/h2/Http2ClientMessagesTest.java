/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.error.Http2Error.PROTOCOL_ERROR;
import static io.wayfarer.protocol.h2.Breach.data;
import static io.wayfarer.protocol.h2.Breach.headers;
import static io.wayfarer.protocol.h2.Breach.streamError;
import static io.wayfarer.protocol.h2.Breach.tolerated;
import static io.wayfarer.protocol.h2.ClientUnderTest.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Http2Frame.Setting;

/** Answers that a client gets: RFC 9113 section 8. */
class Http2ClientMessagesTest {

    @RegisterExtension
    final ClientUnderTest clients = new ClientUnderTest();

    private static Http2Frame[] interim(int count) {
        return Stream.generate(() -> headers(1, false, ":status", "103"))
                .limit(count)
                .toArray(Http2Frame[]::new);
    }

    static Stream<Breach> messages() {
        return Stream.of(
                Breach.of(
                        "8.1 interim answers, content and trailers",
                        tolerated(),
                        headers(1, false, ":status", "103"),
                        ok(1, false),
                        data(1, false, "x"),
                        headers(1, true, "x-a", "1")),
                Breach.of("8.1 a hundred interim answers", tolerated(), interim(100)),
                Breach.of("8.1 and one more", streamError(1, PROTOCOL_ERROR), interim(101)),
                Breach.of("8.1 content before the head", streamError(1, PROTOCOL_ERROR), data(1, true, "x")),
                Breach.of(
                        "8.1 an interim answer that ends the stream",
                        streamError(1, PROTOCOL_ERROR),
                        headers(1, true, ":status", "103")),
                Breach.of(
                        "8.1 a second section that does not end the stream",
                        streamError(1, PROTOCOL_ERROR),
                        ok(1, false),
                        headers(1, false, "x-a", "1")),
                Breach.of(
                        "8.1 a pseudo-header field in trailers",
                        streamError(1, PROTOCOL_ERROR),
                        ok(1, false),
                        headers(1, true, ":status", "200")),
                Breach.of(
                        "8.1.1 less content than Content-Length",
                        streamError(1, PROTOCOL_ERROR),
                        headers(1, false, ":status", "200", "content-length", "2"),
                        data(1, true, "x")),
                Breach.of(
                        "8.1.1 no content but a Content-Length",
                        streamError(1, PROTOCOL_ERROR),
                        headers(1, true, ":status", "200", "content-length", "2")),
                Breach.of(
                        "8.1.1 a Content-Length of what is not sent with 304",
                        tolerated(),
                        headers(1, true, ":status", "304", "content-length", "2")),
                Breach.of(
                        "8.2.1 upper case in a name",
                        streamError(1, PROTOCOL_ERROR),
                        headers(1, true, ":status", "200", "X-A", "1")),
                Breach.of(
                        "8.2.1 LF in a value",
                        streamError(1, PROTOCOL_ERROR),
                        headers(1, true, ":status", "200", "x-a", "a\nb")),
                Breach.of(
                        "8.2.2 Connection",
                        streamError(1, PROTOCOL_ERROR),
                        headers(1, true, ":status", "200", "connection", "close")),
                Breach.of(
                        "8.2.2 Transfer-Encoding",
                        streamError(1, PROTOCOL_ERROR),
                        headers(1, true, ":status", "200", "transfer-encoding", "chunked")),
                Breach.of(
                        "8.3 a request's pseudo-header field",
                        streamError(1, PROTOCOL_ERROR),
                        headers(1, true, ":status", "200", ":path", "/")),
                Breach.of(
                        "8.3 a pseudo-header field behind others",
                        streamError(1, PROTOCOL_ERROR),
                        headers(1, true, "x-a", "1", ":status", "200")),
                Breach.of("8.3.2 no :status", streamError(1, PROTOCOL_ERROR), headers(1, true, "x-a", "1")),
                Breach.of(
                        "8.3.2 a :status of words", streamError(1, PROTOCOL_ERROR), headers(1, true, ":status", "ok")),
                Breach.of("8.6 status 101", streamError(1, PROTOCOL_ERROR), headers(1, false, ":status", "101")));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isTreatedAsTheRfcSays(Breach breach) {
        clients.suffers(breach);
    }

    /** Section 8.1: a server may answer before it has the request, and then ask for no more of it. */
    @Test
    void section81AnEarlyAnswerIsNotLostWithTheRequest() {
        Http2Connection client = clients.connect(Http2Settings.defaults());
        try (WirePeer peer = clients.accept().begin(new Setting(Http2Settings.INITIAL_WINDOW_SIZE, 10))) {
            peer.send(new Http2Frame.Ping(7, false));
            peer.next(Http2Frame.Ping.class);
            ByteBuf content = Http2ExchangeTest.text("x".repeat(100));
            Received answer = Received.of(client.newStream(), Http2ExchangeTest.request("POST", "/"), content);
            peer.next(Http2Frame.Data.class);
            peer.send(
                    headers(1, false, ":status", "413"),
                    data(1, true, "too large"),
                    new Http2Frame.RstStream(1, Http2Error.NO_ERROR));
            assertThat(answer.whole().head().status()).isEqualTo(413);
            assertThat(answer.text()).isEqualTo("too large");
            peer.until();
            assertThat(content.refCnt()).isZero();
        }
    }

    @Test
    void section812HeadAnswersMayTellALength() {
        Http2Connection client = clients.connect(Http2Settings.defaults());
        try (WirePeer peer = clients.accept().begin()) {
            Received answer = Received.of(client.newStream(), Http2ExchangeTest.request("HEAD", "/"), null);
            peer.next(Http2Frame.Headers.class);
            peer.send(headers(1, true, ":status", "200", "content-length", "99"));
            assertThat(answer.whole().head().first("content-length")).isEqualTo("99");
        }
    }
}
