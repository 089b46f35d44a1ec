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
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.FrameType;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Http2Frame.Setting;
import io.wayfarer.protocol.frame.Http2Frame.Weight;
import io.wayfarer.protocol.frame.Http2Wire;
import io.wayfarer.protocol.frame.Octets;

/** What RFC 9113 demands of a server, rule by rule, over a socket. */
class Http2ServerConformanceTest {

    private static final String LARGE = "x".repeat(16384);

    private static Loopback server;

    @BeforeAll
    static void listen() {
        server = Loopback.server(
                ConnectionSettings.defaults(),
                Http2Settings.builder().maxConcurrentStreams(4).build(),
                Http2Limits.defaults(),
                connection -> connection.incoming().subscribe(Http2ServerConformanceTest::answer));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Answers once the request is whole; at {@code /body} by 20 octets. */
    private static void answer(HttpStream stream) {
        stream.reader()
                .text(StandardCharsets.ISO_8859_1, 1 << 20)
                .flatMap(text -> stream.sendHeaders(Http2ExchangeTest.OK, false)
                        .then(stream.sendData(
                                Unpooled.copiedBuffer("0123456789abcdefghij", StandardCharsets.US_ASCII), true)))
                .onErrorComplete()
                .subscribe();
    }

    static Stream<Breach> section4() {
        return Stream.of(
                Breach.of("4.1 a type that is not known is ignored", tolerated(), raw(0xbe, 0xff, 0, "0011")),
                Breach.of("4.1 and on a stream", tolerated(), headers(1, false, post()), raw(0xbe, 0xff, 1, "0011")),
                Breach.of(
                        "4.1 flags without meaning are ignored",
                        tolerated(),
                        raw(FrameType.PING, 0xfe, 0, "0000000000000000")),
                Breach.of(
                        "4.2 a frame of 16384 octets is taken",
                        tolerated(),
                        headers(1, false, post()),
                        data(1, true, LARGE)),
                Breach.of(
                        "4.2 a frame beyond SETTINGS_MAX_FRAME_SIZE",
                        connectionError(FRAME_SIZE_ERROR),
                        headers(1, false, post()),
                        data(1, true, LARGE + "x")),
                Breach.of(
                        "4.3 a broken section",
                        connectionError(COMPRESSION_ERROR),
                        raw(FrameType.HEADERS, 0x5, 1, "80")),
                Breach.of(
                        "4.3 another frame within a section",
                        connectionError(PROTOCOL_ERROR),
                        open(1, true, get()),
                        new Http2Frame.Ping(1, false)),
                Breach.of(
                        "4.3 a section of another stream within a section",
                        connectionError(PROTOCOL_ERROR),
                        open(1, true, get()),
                        headers(3, true, get())));
    }

    static Stream<Breach> section5() {
        return Stream.of(
                Breach.of("5.1 DATA on an idle stream", connectionError(PROTOCOL_ERROR), data(1, true, "x")),
                Breach.of(
                        "5.1 RST_STREAM on an idle stream",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.RstStream(1, Http2Error.CANCEL)),
                Breach.of(
                        "5.1 WINDOW_UPDATE on an idle stream",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.WindowUpdate(1, 1)),
                Breach.of(
                        "5.1 PRIORITY on an idle stream",
                        tolerated(),
                        new Http2Frame.Priority(1, 0, new Weight(0, false, 16))),
                Breach.of(
                        "5.1 DATA on a half closed stream",
                        streamError(1, STREAM_CLOSED),
                        headers(1, true, get()),
                        data(1, true, "x")),
                Breach.of(
                        "5.1 HEADERS on a half closed stream",
                        streamError(1, STREAM_CLOSED),
                        headers(1, true, get()),
                        headers(1, true, get())),
                Breach.of(
                        "5.1 WINDOW_UPDATE and PRIORITY on a half closed stream",
                        tolerated(),
                        headers(1, true, get()),
                        new Http2Frame.WindowUpdate(1, 10),
                        new Http2Frame.Priority(1, 0, new Weight(0, false, 16))),
                Breach.of(
                        "5.1 DATA behind RST_STREAM",
                        streamError(1, STREAM_CLOSED),
                        headers(1, false, post()),
                        new Http2Frame.RstStream(1, Http2Error.CANCEL),
                        data(1, true, "x")),
                Breach.of(
                        "5.1 HEADERS behind RST_STREAM",
                        streamError(1, STREAM_CLOSED),
                        headers(1, false, post()),
                        new Http2Frame.RstStream(1, Http2Error.CANCEL),
                        headers(1, true, "x-a", "1")),
                Breach.of(
                        "5.1 PRIORITY, WINDOW_UPDATE and RST_STREAM behind RST_STREAM",
                        tolerated(),
                        headers(1, false, post()),
                        new Http2Frame.RstStream(1, Http2Error.CANCEL),
                        new Http2Frame.Priority(1, 0, new Weight(0, false, 16)),
                        new Http2Frame.WindowUpdate(1, 10),
                        new Http2Frame.RstStream(1, Http2Error.CANCEL)),
                Breach.of(
                        "5.1.1 a stream with an even number", connectionError(PROTOCOL_ERROR), headers(2, true, get())),
                Breach.of(
                        "5.1.1 a stream with a number lower than before",
                        connectionError(PROTOCOL_ERROR),
                        headers(7, true, get()),
                        headers(5, true, get())),
                Breach.of(
                        "5.1.2 more streams than allowed, and what was under way of them",
                        streamError(9, REFUSED_STREAM, PROTOCOL_ERROR),
                        Stream.concat(
                                        IntStream.of(1, 3, 5, 7, 9).mapToObj(id -> headers(id, false, post())),
                                        Stream.of(
                                                data(9, false, "x"),
                                                new Http2Frame.WindowUpdate(9, 1),
                                                headers(9, true, "x-a", "1"),
                                                new Http2Frame.RstStream(9, Http2Error.CANCEL)))
                                .toArray(Http2Frame[]::new)),
                Breach.of(
                        "5.5 a frame of an extension within a section",
                        connectionError(PROTOCOL_ERROR),
                        open(1, true, get()),
                        raw(0xbe, 0, 1, "00")));
    }

    static Stream<Breach> section6() {
        return Stream.of(
                Breach.of("6.1 DATA on stream 0", connectionError(PROTOCOL_ERROR), data(0, true, "x")),
                Breach.of(
                        "6.1 padding longer than its frame",
                        connectionError(PROTOCOL_ERROR),
                        headers(1, false, post()),
                        raw(FrameType.DATA, 0x9, 1, "0500")),
                Breach.of(
                        "6.1 padding is taken",
                        tolerated(),
                        headers(1, false, post()),
                        new Http2Frame.Data(1, FrameType.END_STREAM, Octets.ofText("x"), Octets.zeros(255))),
                Breach.of("6.2 HEADERS on stream 0", connectionError(PROTOCOL_ERROR), headers(0, true, get())),
                Breach.of(
                        "6.2 padding longer than its frame",
                        connectionError(PROTOCOL_ERROR),
                        raw(FrameType.HEADERS, 0xd, 1, "0582")),
                Breach.of(
                        "6.2 padding and priority are taken",
                        tolerated(),
                        new Http2Frame.Headers(1, 0x5, new Weight(0, true, 200), fields(get()), Octets.zeros(9))),
                Breach.of(
                        "6.3 PRIORITY on stream 0",
                        connectionError(PROTOCOL_ERROR),
                        raw(FrameType.PRIORITY, 0, 0, "0000000010")),
                Breach.of(
                        "6.3 PRIORITY of another length",
                        streamError(1, FRAME_SIZE_ERROR),
                        headers(1, false, post()),
                        raw(FrameType.PRIORITY, 0, 1, "00000000")),
                Breach.of(
                        "6.4 RST_STREAM on stream 0",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.RstStream(0, Http2Error.CANCEL)),
                Breach.of(
                        "6.4 RST_STREAM of another length",
                        connectionError(FRAME_SIZE_ERROR),
                        headers(1, false, post()),
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
                Breach.of("6.5.2 ENABLE_PUSH of 2", connectionError(PROTOCOL_ERROR), settings(2, 2)),
                Breach.of(
                        "6.5.2 INITIAL_WINDOW_SIZE beyond 2^31-1",
                        connectionError(FLOW_CONTROL_ERROR),
                        settings(4, 0x80000000L)),
                Breach.of("6.5.2 MAX_FRAME_SIZE too small", connectionError(PROTOCOL_ERROR), settings(5, 16383)),
                Breach.of("6.5.2 MAX_FRAME_SIZE too large", connectionError(PROTOCOL_ERROR), settings(5, 16777216)),
                Breach.of("6.5.2 a parameter that is not known", tolerated(), settings(0xff, 1)),
                Breach.of(
                        "6.6 a promise of a client",
                        connectionError(PROTOCOL_ERROR),
                        headers(1, false, post()),
                        new Http2Frame.PushPromise(1, 2, fields(get()))),
                Breach.of(
                        "6.7 PING on a stream",
                        connectionError(PROTOCOL_ERROR),
                        raw(FrameType.PING, 0, 1, "0000000000000000")),
                Breach.of(
                        "6.7 PING of another length",
                        connectionError(FRAME_SIZE_ERROR),
                        raw(FrameType.PING, 0, 0, "000000")),
                Breach.of("6.7 an acknowledgement that nobody awaits", tolerated(), new Http2Frame.Ping(5, true)),
                Breach.of(
                        "6.8 GOAWAY on a stream",
                        connectionError(PROTOCOL_ERROR),
                        raw(FrameType.GOAWAY, 0, 1, "0000000000000000")),
                Breach.of(
                        "6.9 an increment of 0 for the connection",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.WindowUpdate(0, 0)),
                Breach.of(
                        "6.9 an increment of 0 for a stream",
                        streamError(1, PROTOCOL_ERROR),
                        headers(1, false, post()),
                        new Http2Frame.WindowUpdate(1, 0)),
                Breach.of(
                        "6.9 WINDOW_UPDATE of another length",
                        connectionError(FRAME_SIZE_ERROR),
                        raw(FrameType.WINDOW_UPDATE, 0, 0, "000001")),
                Breach.of(
                        "6.9.1 the connection's window beyond 2^31-1",
                        connectionError(FLOW_CONTROL_ERROR),
                        new Http2Frame.WindowUpdate(0, Integer.MAX_VALUE),
                        new Http2Frame.WindowUpdate(0, Integer.MAX_VALUE)),
                Breach.of(
                        "6.9.1 a stream's window beyond 2^31-1",
                        streamError(1, FLOW_CONTROL_ERROR),
                        headers(1, false, post()),
                        new Http2Frame.WindowUpdate(1, Integer.MAX_VALUE),
                        new Http2Frame.WindowUpdate(1, Integer.MAX_VALUE)),
                Breach.of(
                        "6.9.2 a stream's window beyond 2^31-1 by SETTINGS",
                        connectionError(FLOW_CONTROL_ERROR),
                        settings(4, 65535),
                        headers(1, false, post()),
                        new Http2Frame.WindowUpdate(1, Integer.MAX_VALUE - 65535),
                        settings(4, 65536)),
                Breach.of(
                        "6.10 a section in pieces",
                        tolerated(),
                        open(1, true, get()),
                        new Http2Frame.Continuation(1, fields("x-a", "1"), false),
                        new Http2Frame.Continuation(1, fields("x-b", "2"), true)),
                Breach.of(
                        "6.10 CONTINUATION on stream 0",
                        connectionError(PROTOCOL_ERROR),
                        open(1, true, get()),
                        new Http2Frame.Continuation(0, fields("x-a", "1"), true)),
                Breach.of(
                        "6.10 CONTINUATION of another stream",
                        connectionError(PROTOCOL_ERROR),
                        open(1, true, get()),
                        new Http2Frame.Continuation(3, fields("x-a", "1"), true)),
                Breach.of(
                        "6.10 CONTINUATION without a beginning",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.Continuation(1, fields("x-a", "1"), true)),
                Breach.of(
                        "6.10 CONTINUATION behind the end of a section",
                        connectionError(PROTOCOL_ERROR),
                        headers(1, true, get()),
                        new Http2Frame.Continuation(1, fields("x-a", "1"), true)));
    }

    static Stream<Breach> section8() {
        return Stream.concat(
                Stream.of(
                        Breach.of(
                                "8.1 trailers",
                                tolerated(),
                                headers(1, false, post()),
                                data(1, false, "x"),
                                headers(1, true, "x-a", "1")),
                        Breach.of(
                                "8.1 a second section that does not end the stream",
                                streamError(1, PROTOCOL_ERROR),
                                headers(1, false, post()),
                                headers(1, false, "x-a", "1")),
                        Breach.of(
                                "8.1 a pseudo-header field in trailers",
                                streamError(1, PROTOCOL_ERROR),
                                headers(1, false, post()),
                                headers(1, true, ":method", "GET")),
                        Breach.of(
                                "8.1.1 less content than Content-Length",
                                streamError(1, PROTOCOL_ERROR),
                                headers(1, false, post("content-length", "2")),
                                data(1, true, "x")),
                        Breach.of(
                                "8.1.1 more content than Content-Length",
                                streamError(1, PROTOCOL_ERROR),
                                headers(1, false, post("content-length", "1")),
                                data(1, false, "x"),
                                data(1, true, "x")),
                        Breach.of(
                                "8.1.1 no content but a Content-Length",
                                streamError(1, PROTOCOL_ERROR),
                                headers(1, true, post("content-length", "1"))),
                        Breach.of(
                                "8.1.1 a malformed request, and what was under way of it",
                                streamError(1, PROTOCOL_ERROR),
                                headers(1, false, ":method", "POST"),
                                data(1, false, "x"),
                                data(1, true, "x")),
                        Breach.of(
                                "8.5 a sound CONNECT",
                                tolerated(),
                                headers(1, false, ":method", "CONNECT", ":authority", "a.example:443")),
                        Breach.of(
                                "8.3.1 the server as a whole",
                                tolerated(),
                                headers(
                                        1,
                                        true,
                                        ":method",
                                        "OPTIONS",
                                        ":scheme",
                                        "http",
                                        ":authority",
                                        "a",
                                        ":path",
                                        "*")),
                        Breach.of(
                                "8.3.1 a Host that is the :authority",
                                tolerated(),
                                headers(1, true, get("host", "A.example:80"))),
                        Breach.of("8.2.2 TE: trailers", tolerated(), headers(1, true, get("te", "trailers")))),
                malformed());
    }

    private static Stream<Breach> malformed() {
        return Stream.of(new String[][] {
                    {"8.1.1 two lengths"},
                    post("content-length", "1", "content-length", "2"),
                    {"8.1.1 a length that is no number"},
                    post("content-length", "1x"),
                    {"8.2.1 upper case in a name"},
                    get("X-A", "1"),
                    {"8.2.1 a space in a name"},
                    get("x a", "1"),
                    {"8.2.1 an octet above 0x7f in a name"},
                    get("x\u00e9", "1"),
                    {"8.2.1 a colon in a name"},
                    get("x:a", "1"),
                    {"8.2.1 an empty name"},
                    get("", "1"),
                    {"8.2.1 NUL in a value"},
                    get("x-a", "a\0b"),
                    {"8.2.1 LF in a value"},
                    get("x-a", "a\nb"),
                    {"8.2.1 CR in a value"},
                    get("x-a", "a\rb"),
                    {"8.2.1 white space at the beginning of a value"},
                    get("x-a", " a"),
                    {"8.2.1 white space at the end of a value"},
                    get("x-a", "a\t"),
                    {"8.2.2 Connection"},
                    get("connection", "keep-alive"),
                    {"8.2.2 Keep-Alive"},
                    get("keep-alive", "timeout=5"),
                    {"8.2.2 Proxy-Connection"},
                    get("proxy-connection", "keep-alive"),
                    {"8.2.2 Transfer-Encoding"},
                    get("transfer-encoding", "chunked"),
                    {"8.2.2 Upgrade"},
                    get("upgrade", "websocket"),
                    {"8.2.2 TE of something else"},
                    get("te", "gzip"),
                    {"8.3 a pseudo-header field behind others"},
                    new String[] {":method", "GET", ":scheme", "http", "x-a", "1", ":path", "/", ":authority", "a"},
                    {"8.3 a pseudo-header field that is not known"},
                    get0(":test", "1"),
                    {"8.3 a response's pseudo-header field"},
                    get0(":status", "200"),
                    {"8.3 :method twice"},
                    get0(":method", "GET"),
                    {"8.3 :path twice"},
                    get0(":path", "/"),
                    {"8.3.1 no :method"},
                    new String[] {":scheme", "http", ":path", "/", ":authority", "a"},
                    {"8.3.1 no :scheme"},
                    new String[] {":method", "GET", ":path", "/", ":authority", "a"},
                    {"8.3.1 no :path"},
                    new String[] {":method", "GET", ":scheme", "http", ":authority", "a"},
                    {"8.3.1 an empty :path"},
                    new String[] {":method", "GET", ":scheme", "http", ":path", "", ":authority", "a"},
                    {"8.3.1 a :path that does not begin with a slash"},
                    request(":path", "a"),
                    {"8.3.1 an asterisk for another method than OPTIONS"},
                    request(":path", "*"),
                    {"8.3.1 a :path that would end the request line of HTTP/1"},
                    request(":path", "/ HTTP/1.1"),
                    {"8.3.1 a :path with a control character"},
                    request(":path", "/\u007f"),
                    {"8.3.1 a :method that is no token"},
                    request(":method", "GET /x HTTP/1.1"),
                    {"8.3.1 an empty :method"},
                    request(":method", ""),
                    {"8.3.1 a :scheme that is none"},
                    request(":scheme", "http://b/"),
                    {"8.3.1 an :authority with user information"},
                    request(":authority", "u@a.example"),
                    {"8.3.1 an :authority with a path"},
                    request(":authority", "a.example/x"),
                    {"8.3.1 an :authority with a space"},
                    request(":authority", "a.example b"),
                    {"8.3.1 an empty :authority"},
                    request(":authority", ""),
                    {"8.3.1 a Host that is not the :authority"},
                    get("host", "b.example"),
                    {"8.3.1 nor at its port"},
                    get("host", "a.example:81"),
                    {"8.5 CONNECT to a target with a space"},
                    new String[] {":method", "CONNECT", ":authority", "a:1 b"},
                    {"8.5 CONNECT with :path"},
                    new String[] {":method", "CONNECT", ":authority", "a:1", ":path", "/"},
                    {"8.5 CONNECT without :authority"},
                    new String[] {":method", "CONNECT"},
                })
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(),
                        table -> IntStream.range(0, table.size() / 2)
                                .mapToObj(i -> Breach.of(
                                        table.get(2 * i)[0],
                                        streamError(1, PROTOCOL_ERROR),
                                        headers(1, true, table.get(2 * i + 1))))));
    }

    /** A request whose pseudo-header field of this name says something else. */
    private static String[] request(String name, String value) {
        String[] fields = get();
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i].equals(name)) {
                fields[i + 1] = value;
            }
        }
        return fields;
    }

    /** A request with one more field among its pseudo-header fields. */
    private static String[] get0(String name, String value) {
        return new String[] {name, value, ":method", "GET", ":scheme", "http", ":authority", "a.example", ":path", "/"};
    }

    @ParameterizedTest
    @MethodSource({"section4", "section5", "section6", "section8"})
    void isTreatedAsTheRfcSays(Breach breach) {
        try (WirePeer peer = WirePeer.client(server)) {
            peer.commit(breach);
        }
    }

    /** Section 5.4.1: an error of the connection is told by GOAWAY, and the connection is closed. */
    @Test
    void section541AnErrorOfTheConnectionEndsIt() {
        try (WirePeer peer = WirePeer.client(server)) {
            peer.send(headers(1, true, get()), data(0, true, "x"));
            assertThat(peer.next(Http2Frame.GoAway.class).error()).isEqualTo(PROTOCOL_ERROR);
            peer.wire().closed().block(Loopback.PATIENCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\rX", "\0\0\0\4\0\0\0\0\0"})
    void section34AnythingButThePrefaceEndsTheConnection(String preface) {
        Http2Wire wire = Http2Wire.client(server.connect(server.port()));
        wire.writeOctets(Octets.ofText(preface)).block(Loopback.PATIENCE);
        wire.closed().block(Loopback.PATIENCE);
        assertThat(wire.channel().isActive()).isFalse();
    }

    @Test
    void section34TheFirstFramesOfBothSidesAreSettings() {
        Http2Wire wire = Http2Wire.client(server.connect(server.port()));
        WirePeer peer = new WirePeer(wire);
        wire.writePreface().block(Loopback.PATIENCE);
        assertThat(peer.next()).isInstanceOf(Http2Frame.Settings.class);
        peer.send(new Http2Frame.Ping(1, false));
        assertThat(peer.next(Http2Frame.GoAway.class).error()).isEqualTo(PROTOCOL_ERROR);
    }

    @Test
    void section653EachSettingsFrameIsAcknowledged() {
        try (WirePeer peer = WirePeer.client(server)) {
            peer.send(settings(4, 100), settings(4, 200), settings(0xf0, 1));
            List<Http2Frame> answers = peer.until();
            assertThat(answers)
                    .filteredOn(frame -> frame instanceof Http2Frame.Settings settings && settings.ack())
                    .hasSize(4);
        }
    }

    @Test
    void section67APingIsAnsweredWithItsOctets() {
        try (WirePeer peer = WirePeer.client(server)) {
            peer.send(new Http2Frame.Ping(0x0102030405060708L, false));
            Http2Frame.Ping answer = peer.next(Http2Frame.Ping.class);
            assertThat(answer.opaque()).isEqualTo(0x0102030405060708L);
            assertThat(answer.ack()).isTrue();
        }
    }

    @Test
    void section691NoMoreIsSentThanTheWindowAllows() {
        try (WirePeer peer = WirePeer.client(server, new Setting(4, 3))) {
            peer.send(headers(1, true, get()));
            assertThat(peer.next(Http2Frame.Data.class).data().toText()).isEqualTo("012");
            assertThat(peer.until()).noneMatch(Http2Frame.Data.class::isInstance);
            peer.send(new Http2Frame.WindowUpdate(1, 2));
            assertThat(peer.next(Http2Frame.Data.class).data().toText()).isEqualTo("34");
            peer.send(settings(4, 10));
            assertThat(peer.next(Http2Frame.Data.class).data().toText()).isEqualTo("56789ab");
            peer.send(new Http2Frame.WindowUpdate(1, 100));
            Http2Frame.Data last = peer.next(Http2Frame.Data.class);
            assertThat(last.data().toText()).isEqualTo("cdefghij");
            assertThat(last.endStream()).isTrue();
        }
    }

    /** Section 6.9.2: a smaller window makes what is left negative, which has to be made up first. */
    @Test
    void section692AWindowMayBecomeNegative() {
        try (WirePeer peer = WirePeer.client(server, new Setting(4, 5))) {
            peer.send(headers(1, true, get()));
            assertThat(peer.next(Http2Frame.Data.class).data().toText()).isEqualTo("01234");
            peer.send(settings(4, 2), new Http2Frame.WindowUpdate(1, 3));
            assertThat(peer.until()).noneMatch(Http2Frame.Data.class::isInstance);
            peer.send(new Http2Frame.WindowUpdate(1, 1));
            assertThat(peer.next(Http2Frame.Data.class).data().toText()).isEqualTo("5");
        }
    }

    @Test
    void section69APeerThatSendsBeyondTheWindowIsStopped() {
        try (Loopback slow = Loopback.server(
                        ConnectionSettings.defaults(),
                        Http2Settings.builder().initialWindowSize(100).build(),
                        Http2Limits.defaults(),
                        connection -> connection.incoming().subscribe(stream -> {}));
                WirePeer peer = WirePeer.client(slow)) {
            peer.commit(Breach.of(
                    "6.9 content beyond the stream's window",
                    streamError(1, FLOW_CONTROL_ERROR),
                    headers(1, false, post()),
                    data(1, false, "x".repeat(101))));
        }
    }

    @Test
    void section68AClientThatGoesAwayStillGetsItsAnswers() {
        try (WirePeer peer = WirePeer.client(server)) {
            peer.send(headers(1, true, get()), new Http2Frame.GoAway(0, Http2Error.NO_ERROR, Octets.empty()));
            assertThat(peer.next(Http2Frame.Data.class).endStream()).isTrue();
        }
    }
}
