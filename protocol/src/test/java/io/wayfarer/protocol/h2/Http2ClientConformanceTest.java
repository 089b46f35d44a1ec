/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.error.Http2Error.COMPRESSION_ERROR;
import static io.wayfarer.protocol.error.Http2Error.FLOW_CONTROL_ERROR;
import static io.wayfarer.protocol.error.Http2Error.FRAME_SIZE_ERROR;
import static io.wayfarer.protocol.error.Http2Error.PROTOCOL_ERROR;
import static io.wayfarer.protocol.error.Http2Error.REFUSED_STREAM;
import static io.wayfarer.protocol.error.Http2Error.STREAM_CLOSED;
import static io.wayfarer.protocol.h2.Breach.connectionError;
import static io.wayfarer.protocol.h2.Breach.data;
import static io.wayfarer.protocol.h2.Breach.fields;
import static io.wayfarer.protocol.h2.Breach.get;
import static io.wayfarer.protocol.h2.Breach.headers;
import static io.wayfarer.protocol.h2.Breach.open;
import static io.wayfarer.protocol.h2.Breach.post;
import static io.wayfarer.protocol.h2.Breach.raw;
import static io.wayfarer.protocol.h2.Breach.settings;
import static io.wayfarer.protocol.h2.Breach.streamError;
import static io.wayfarer.protocol.h2.Breach.tolerated;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.GET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.frame.FrameType;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Http2Frame.Setting;
import io.wayfarer.protocol.frame.Http2Frame.Weight;
import io.wayfarer.protocol.frame.Octets;
import io.wayfarer.protocol.header.HeaderList;

/** What RFC 9113 demands of a client, rule by rule: a raw peer takes its request for {@code GET /} on stream 1. */
class Http2ClientConformanceTest {

    private static final Http2Settings WITH_PUSH =
            Http2Settings.builder().push(true).maxConcurrentStreams(10).build();

    private WirePeer.Port port;
    private Loopback loopback;

    @BeforeEach
    void listen() {
        port = new WirePeer.Port();
        loopback = Loopback.server(connection -> {});
    }

    @AfterEach
    void stop() {
        port.close();
        loopback.close();
    }

    private Http2Connection client(Http2Settings settings) {
        return Http2Connection.client(loopback.connect(port.port()), ConnectionSettings.defaults(), settings);
    }

    private static Http2Frame ok(int streamId, boolean end) {
        return headers(streamId, end, ":status", "200");
    }

    private static Http2Frame promise(int promised, String... request) {
        return new Http2Frame.PushPromise(1, promised, fields(request));
    }

    static Stream<Breach> framing() {
        return Stream.of(
                Breach.of("4.1 a type that is not known is ignored", tolerated(), raw(0xbe, 0xff, 1, "0011")),
                Breach.of(
                        "4.2 a frame beyond SETTINGS_MAX_FRAME_SIZE",
                        connectionError(FRAME_SIZE_ERROR),
                        ok(1, false),
                        data(1, true, "x".repeat(16385))),
                Breach.of(
                        "4.3 a broken section",
                        connectionError(COMPRESSION_ERROR),
                        raw(FrameType.HEADERS, 0x5, 1, "80")),
                Breach.of(
                        "4.3 another frame within a section",
                        connectionError(PROTOCOL_ERROR),
                        open(1, true, ":status", "200"),
                        new Http2Frame.Ping(1, false)),
                Breach.of("5.1 DATA on an idle stream", connectionError(PROTOCOL_ERROR), data(3, true, "x")),
                Breach.of("5.1 HEADERS on an idle stream", connectionError(PROTOCOL_ERROR), ok(3, true)),
                Breach.of(
                        "5.1 RST_STREAM on an idle stream",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.RstStream(3, Http2Error.CANCEL)),
                Breach.of(
                        "5.1 WINDOW_UPDATE on an idle stream",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.WindowUpdate(3, 1)),
                Breach.of(
                        "5.1 PRIORITY on an idle stream",
                        tolerated(),
                        new Http2Frame.Priority(3, 0, new Weight(0, false, 16))),
                Breach.of("5.1 DATA behind the end", streamError(1, STREAM_CLOSED), ok(1, true), data(1, true, "x")),
                Breach.of("5.1 HEADERS behind the end", streamError(1, STREAM_CLOSED), ok(1, true), ok(1, true)),
                Breach.of("5.1.1 a stream that the server opens", connectionError(PROTOCOL_ERROR), ok(2, true)),
                Breach.of(
                        "5.5 a frame of an extension within a section",
                        connectionError(PROTOCOL_ERROR),
                        open(1, true, ":status", "200"),
                        raw(0xbe, 0, 1, "00")),
                Breach.of("6.1 DATA on stream 0", connectionError(PROTOCOL_ERROR), data(0, true, "x")),
                Breach.of(
                        "6.1 padding longer than its frame",
                        connectionError(PROTOCOL_ERROR),
                        ok(1, false),
                        raw(FrameType.DATA, 0x9, 1, "0500")),
                Breach.of("6.2 HEADERS on stream 0", connectionError(PROTOCOL_ERROR), ok(0, true)),
                Breach.of(
                        "6.2 padding and priority are taken",
                        tolerated(),
                        new Http2Frame.Headers(
                                1, 0x5, new Weight(0, true, 200), fields(":status", "200"), Octets.zeros(9))),
                Breach.of(
                        "6.3 PRIORITY on stream 0",
                        connectionError(PROTOCOL_ERROR),
                        raw(FrameType.PRIORITY, 0, 0, "0000000010")),
                Breach.of(
                        "6.4 RST_STREAM on stream 0",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.RstStream(0, Http2Error.CANCEL)),
                Breach.of(
                        "6.4 RST_STREAM of another length",
                        connectionError(FRAME_SIZE_ERROR),
                        raw(FrameType.RST_STREAM, 0, 1, "000000")),
                Breach.of(
                        "6.5 an acknowledgement with parameters",
                        connectionError(FRAME_SIZE_ERROR),
                        raw(FrameType.SETTINGS, 1, 0, "000300000001")),
                Breach.of(
                        "6.5 SETTINGS on a stream",
                        connectionError(PROTOCOL_ERROR),
                        raw(FrameType.SETTINGS, 0, 1, "000300000001")),
                Breach.of(
                        "6.5 SETTINGS of another length",
                        connectionError(FRAME_SIZE_ERROR),
                        raw(FrameType.SETTINGS, 0, 0, "0003000001")),
                Breach.of("6.5.2 ENABLE_PUSH of a server", connectionError(PROTOCOL_ERROR), settings(2, 1)),
                Breach.of(
                        "6.5.2 INITIAL_WINDOW_SIZE beyond 2^31-1",
                        connectionError(FLOW_CONTROL_ERROR),
                        settings(4, 0x80000000L)),
                Breach.of("6.5.2 MAX_FRAME_SIZE too small", connectionError(PROTOCOL_ERROR), settings(5, 16383)),
                Breach.of("6.5.2 a parameter that is not known", tolerated(), settings(0xff, 1)),
                Breach.of(
                        "6.7 PING on a stream",
                        connectionError(PROTOCOL_ERROR),
                        raw(FrameType.PING, 0, 1, "0000000000000000")),
                Breach.of(
                        "6.7 PING of another length",
                        connectionError(FRAME_SIZE_ERROR),
                        raw(FrameType.PING, 0, 0, "00")),
                Breach.of(
                        "6.8 GOAWAY on a stream",
                        connectionError(PROTOCOL_ERROR),
                        raw(FrameType.GOAWAY, 0, 1, "0000000000000000")),
                Breach.of(
                        "6.8 a last stream that grows",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.GoAway(1, Http2Error.NO_ERROR, Octets.empty()),
                        new Http2Frame.GoAway(3, Http2Error.NO_ERROR, Octets.empty())),
                Breach.of(
                        "6.9 an increment of 0 for the connection",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.WindowUpdate(0, 0)),
                Breach.of(
                        "6.9 an increment of 0 for a stream",
                        streamError(1, PROTOCOL_ERROR),
                        new Http2Frame.WindowUpdate(1, 0)),
                Breach.of(
                        "6.9.1 the connection's window beyond 2^31-1",
                        connectionError(FLOW_CONTROL_ERROR),
                        new Http2Frame.WindowUpdate(0, Integer.MAX_VALUE)),
                Breach.of(
                        "6.10 CONTINUATION without a beginning",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.Continuation(1, fields("x-a", "1"), true)));
    }

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

    /** Without leave to push. */
    @ParameterizedTest
    @MethodSource({"framing", "messages"})
    void isTreatedAsTheRfcSays(Breach breach) {
        Http2Connection client = client(Http2Settings.defaults());
        try (WirePeer peer = port.accept().begin()) {
            client.ping().subscribe(time -> {}, failure -> {});
            Received answer = Received.of(client.newStream(), GET, null);
            peer.next(Http2Frame.Headers.class);
            peer.commit(breach);
            if (breach.outcome().streamId() >= 0 && !breach.rule().contains("behind the end")) {
                assertThat(answer.failure()).isInstanceOf(PeerProtocolException.class);
            }
        }
    }

    @Test
    void section691ContentBeyondTheWindowEndsTheStream() {
        Http2Connection client =
                client(Http2Settings.builder().initialWindowSize(100).build());
        try (WirePeer peer = port.accept().begin()) {
            Received answer = new Received();
            client.newStream().exchange(GET, null, answer);
            peer.next(Http2Frame.Headers.class);
            peer.commit(Breach.of(
                    "6.9.1 content beyond the stream's window",
                    streamError(1, FLOW_CONTROL_ERROR),
                    ok(1, false),
                    data(1, false, "x".repeat(100)),
                    data(1, false, "x")));
            assertThat(answer.failure()).isInstanceOf(PeerProtocolException.class);
        }
    }

    static Stream<Breach> promises() {
        return Stream.of(
                Breach.of(
                        "5.1 content of a promised stream before its head",
                        connectionError(PROTOCOL_ERROR),
                        promise(2, get()),
                        promise(4, get()),
                        data(6, true, "x")),
                Breach.of(
                        "6.6 a promise nobody waits for is refused", streamError(2, REFUSED_STREAM), promise(2, get())),
                Breach.of(
                        "6.6 and what was under way of it",
                        streamError(2, REFUSED_STREAM),
                        promise(2, get()),
                        ok(2, false),
                        data(2, true, "x")),
                Breach.of(
                        "6.6 a promise on an idle stream",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.PushPromise(3, 2, fields(get()))),
                Breach.of(
                        "6.6 a promised stream with an odd number", connectionError(PROTOCOL_ERROR), promise(3, get())),
                Breach.of(
                        "6.6 a promised stream with a number lower than before",
                        connectionError(PROTOCOL_ERROR),
                        promise(4, get()),
                        promise(2, get())),
                Breach.of("8.4 a promise of POST", streamError(2, PROTOCOL_ERROR), promise(2, post())),
                Breach.of(
                        "8.4 a promise of a request with content",
                        streamError(2, PROTOCOL_ERROR),
                        promise(2, get("content-length", "5"))),
                Breach.of(
                        "8.4 a promise for another authority",
                        streamError(2, PROTOCOL_ERROR),
                        promise(2, ":method", "GET", ":scheme", "http", ":authority", "b.example", ":path", "/")),
                Breach.of("8.4 a malformed promise", streamError(2, PROTOCOL_ERROR), promise(2, ":method", "GET")));
    }

    @ParameterizedTest
    @MethodSource("promises")
    void aPromiseIsTreatedAsTheRfcSays(Breach breach) {
        Http2Connection client = client(WITH_PUSH);
        try (WirePeer peer = port.accept().begin()) {
            HeaderList request =
                    GET.toBuilder().set(HeaderList.AUTHORITY, "a.example").build();
            Received.of(client.newStream(), request, null);
            peer.next(Http2Frame.Headers.class);
            peer.commit(breach);
        }
    }

    @Test
    void section66APromiseWithoutLeaveEndsTheConnection() {
        Http2Connection client = client(Http2Settings.defaults());
        try (WirePeer peer = port.accept().begin()) {
            Received.of(client.newStream(), GET, null);
            peer.next(Http2Frame.Headers.class);
            peer.commit(Breach.of("6.6 push is disabled", connectionError(PROTOCOL_ERROR), promise(2, get())));
        }
    }

    /** Section 6.6: a promise that was under way when its parent was reset has to be dealt with. */
    @Test
    void section66APromiseOnAStreamThatWasResetIsCancelled() {
        Http2Connection client = client(WITH_PUSH);
        try (WirePeer peer = port.accept().begin()) {
            HttpStream stream = client.newStream();
            stream.sendHeaders(GET, true).block(Loopback.PATIENCE);
            stream.reset(Http2Error.CANCEL);
            peer.next(Http2Frame.RstStream.class);
            peer.send(promise(2, get()), ok(2, false), data(2, true, "x"));
            List<Http2Frame> answers = peer.until();
            assertThat(answers)
                    .filteredOn(Http2Frame.RstStream.class::isInstance)
                    .containsExactly(new Http2Frame.RstStream(2, Http2Error.CANCEL));
            assertThat(answers).noneMatch(Http2Frame.GoAway.class::isInstance);
        }
    }

    @Test
    void section34TheClientBeginsWithThePrefaceAndSettings() {
        client(Http2Settings.defaults());
        try (WirePeer peer = port.accept()) {
            assertThat(peer.next())
                    .isInstanceOfSatisfying(
                            Http2Frame.Settings.class,
                            settings -> assertThat(settings.settings())
                                    .contains(new Setting(Http2Settings.ENABLE_PUSH, 0)));
            peer.send(new Http2Frame.Ping(1, false));
            assertThat(peer.next(Http2Frame.GoAway.class).error()).isEqualTo(PROTOCOL_ERROR);
        }
    }

    @Test
    void section512NoMoreStreamsAreOpenedThanAllowed() {
        Http2Connection client = client(Http2Settings.defaults());
        try (WirePeer peer = port.accept().begin(new Setting(Http2Settings.MAX_CONCURRENT_STREAMS, 1))) {
            peer.send(new Http2Frame.Ping(7, false));
            peer.next(Http2Frame.Ping.class);
            Received first = Received.of(client.newStream(), GET, null);
            assertThat(Received.of(client.newStream(), GET, null).failure())
                    .isInstanceOfSatisfying(
                            ConnectionEndedException.class,
                            ended -> assertThat(ended.unprocessed()).isTrue());
            assertThat(peer.until())
                    .filteredOn(Http2Frame.Headers.class::isInstance)
                    .hasSize(1);
            peer.send(ok(1, true));
            first.whole();
        }
    }

    @Test
    void section511NumbersOfStreamsGrow() {
        Http2Connection client = client(Http2Settings.defaults());
        try (WirePeer peer = port.accept().begin()) {
            List<Integer> ids = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Received.of(client.newStream(), GET, null);
                ids.add(peer.next(Http2Frame.Headers.class).streamId());
            }
            assertThat(ids).containsExactly(1, 3, 5);
        }
    }

    @Test
    void section542AResetIsNotAnsweredByAReset() {
        Http2Connection client = client(Http2Settings.defaults());
        try (WirePeer peer = port.accept().begin(new Setting(Http2Settings.INITIAL_WINDOW_SIZE, 10))) {
            peer.send(new Http2Frame.Ping(7, false));
            peer.next(Http2Frame.Ping.class);
            Received answer = Received.of(
                    client.newStream(),
                    Http2ExchangeTest.request("POST", "/"),
                    Http2ExchangeTest.text("x".repeat(100)));
            peer.next(Http2Frame.Data.class);
            peer.send(new Http2Frame.RstStream(1, Http2Error.REFUSED_STREAM));
            assertThat(peer.until()).noneMatch(Http2Frame.RstStream.class::isInstance);
            answer.failure();
        }
    }

    @Test
    void section68NoStreamIsOpenedBehindGoAway() {
        Http2Connection client = client(Http2Settings.defaults());
        try (WirePeer peer = port.accept().begin()) {
            Received first = Received.of(client.newStream(), GET, null);
            Received second = Received.of(client.newStream(), GET, null);
            peer.next(Http2Frame.Headers.class);
            peer.next(Http2Frame.Headers.class);
            peer.send(new Http2Frame.GoAway(1, Http2Error.NO_ERROR, Octets.empty()));
            assertThat(second.failure())
                    .isInstanceOfSatisfying(
                            ConnectionEndedException.class,
                            ended -> assertThat(ended.unprocessed()).isTrue());
            assertThat(Received.of(client.newStream(), GET, null).failure())
                    .isInstanceOf(ConnectionEndedException.class);
            assertThat(client.open()).isFalse();
            assertThat(peer.until()).noneMatch(Http2Frame.Headers.class::isInstance);
            peer.send(ok(1, true));
            first.whole();
            peer.wire().closed().block(Loopback.PATIENCE);
        }
    }

    /** Section 8.1: a server may answer before it has the request, and then ask for no more of it. */
    @Test
    void section81AnEarlyAnswerIsNotLostWithTheRequest() {
        Http2Connection client = client(Http2Settings.defaults());
        try (WirePeer peer = port.accept().begin(new Setting(Http2Settings.INITIAL_WINDOW_SIZE, 10))) {
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
        Http2Connection client = client(Http2Settings.defaults());
        try (WirePeer peer = port.accept().begin()) {
            Received answer = Received.of(client.newStream(), Http2ExchangeTest.request("HEAD", "/"), null);
            peer.next(Http2Frame.Headers.class);
            peer.send(headers(1, true, ":status", "200", "content-length", "99"));
            assertThat(answer.whole().head().first("content-length")).isEqualTo("99");
        }
    }

    @Test
    void promisedStreamsArriveWithTheirRequests() {
        Http2Connection client = client(WITH_PUSH);
        List<Http2Stream> promised = new CopyOnWriteArrayList<>();
        client.incoming().subscribe(stream -> promised.add((Http2Stream) stream));
        try (WirePeer peer = port.accept().begin()) {
            HeaderList request =
                    GET.toBuilder().set(HeaderList.AUTHORITY, "a.example").build();
            Received answer = Received.of(client.newStream(), request, null);
            peer.next(Http2Frame.Headers.class);
            peer.send(promise(2, get("x-a", "1")), ok(1, true), ok(2, false), data(2, true, "pushed"));
            answer.whole();
            peer.until();
            assertThat(promised).hasSize(1);
            Http2Stream stream = promised.get(0);
            assertThat(stream.parent()).isNotNull();
            assertThat(stream.id()).isEqualTo(2);
            assertThat(stream.request()).isNotNull();
            Received pushed = new Received();
            stream.receive(pushed);
            stream.request(Long.MAX_VALUE);
            assertThat(pushed.whole().text()).isEqualTo("pushed");
        }
    }
}
