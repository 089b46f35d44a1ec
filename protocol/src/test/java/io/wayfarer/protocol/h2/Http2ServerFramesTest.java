/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.error.Http2Error.FLOW_CONTROL_ERROR;
import static io.wayfarer.protocol.error.Http2Error.FRAME_SIZE_ERROR;
import static io.wayfarer.protocol.error.Http2Error.PROTOCOL_ERROR;
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

import java.util.stream.Stream;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.wayfarer.protocol.frame.FrameType;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Http2Frame.Weight;
import io.wayfarer.protocol.frame.Octets;

/** Frames that a server gets: RFC 9113 sections 4 and 6. */
class Http2ServerFramesTest {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    private static final String LARGE = "x".repeat(16384);

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

    static Stream<Breach> section6() {
        return Stream.of(
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
                        "6.3 PRIORITY of another length",
                        streamError(1, FRAME_SIZE_ERROR),
                        headers(1, false, post()),
                        raw(FrameType.PRIORITY, 0, 1, "00000000")),
                Breach.of(
                        "6.4 RST_STREAM of another length",
                        connectionError(FRAME_SIZE_ERROR),
                        headers(1, false, post()),
                        raw(FrameType.RST_STREAM, 0, 1, "000000")),
                Breach.of("6.5.2 ENABLE_PUSH of 2", connectionError(PROTOCOL_ERROR), settings(2, 2)),
                Breach.of("6.5.2 MAX_FRAME_SIZE too large", connectionError(PROTOCOL_ERROR), settings(5, 16777216)),
                Breach.of(
                        "6.6 a promise of a client",
                        connectionError(PROTOCOL_ERROR),
                        headers(1, false, post()),
                        new Http2Frame.PushPromise(1, 2, fields(get()))),
                Breach.of(
                        "6.7 PING of another length",
                        connectionError(FRAME_SIZE_ERROR),
                        raw(FrameType.PING, 0, 0, "000000")),
                Breach.of("6.7 an acknowledgement that nobody awaits", tolerated(), new Http2Frame.Ping(5, true)),
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
                        "6.10 CONTINUATION behind the end of a section",
                        connectionError(PROTOCOL_ERROR),
                        headers(1, true, get()),
                        new Http2Frame.Continuation(1, fields("x-a", "1"), true)));
    }

    @ParameterizedTest
    @MethodSource({"io.wayfarer.protocol.h2.EitherSide#breaches", "section4", "section6"})
    void isTreatedAsTheRfcSays(Breach breach) {
        SERVER.suffers(breach);
    }
}
