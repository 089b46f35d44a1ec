/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.error.Http2Error.FLOW_CONTROL_ERROR;
import static io.wayfarer.protocol.error.Http2Error.FRAME_SIZE_ERROR;
import static io.wayfarer.protocol.error.Http2Error.PROTOCOL_ERROR;
import static io.wayfarer.protocol.error.Http2Error.STREAM_CLOSED;
import static io.wayfarer.protocol.h2.Breach.connectionError;
import static io.wayfarer.protocol.h2.Breach.data;
import static io.wayfarer.protocol.h2.Breach.fields;
import static io.wayfarer.protocol.h2.Breach.open;
import static io.wayfarer.protocol.h2.Breach.raw;
import static io.wayfarer.protocol.h2.Breach.settings;
import static io.wayfarer.protocol.h2.Breach.streamError;
import static io.wayfarer.protocol.h2.Breach.tolerated;
import static io.wayfarer.protocol.h2.ClientUnderTest.ok;

import java.util.stream.Stream;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.FrameType;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Http2Frame.Weight;
import io.wayfarer.protocol.frame.Octets;

/** Frames that a client gets: RFC 9113 sections 4 to 6. */
class Http2ClientFramesTest {

    @RegisterExtension
    final ClientUnderTest clients = new ClientUnderTest();

    static Stream<Breach> framing() {
        return Stream.of(
                Breach.of("4.1 a type that is not known is ignored", tolerated(), raw(0xbe, 0xff, 1, "0011")),
                Breach.of(
                        "4.2 a frame beyond SETTINGS_MAX_FRAME_SIZE",
                        connectionError(FRAME_SIZE_ERROR),
                        ok(1, false),
                        data(1, true, "x".repeat(16385))),
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
                        "6.4 RST_STREAM of another length",
                        connectionError(FRAME_SIZE_ERROR),
                        raw(FrameType.RST_STREAM, 0, 1, "000000")),
                Breach.of("6.5.2 ENABLE_PUSH of a server", connectionError(PROTOCOL_ERROR), settings(2, 1)),
                Breach.of(
                        "6.7 PING of another length",
                        connectionError(FRAME_SIZE_ERROR),
                        raw(FrameType.PING, 0, 0, "00")),
                Breach.of(
                        "6.8 a last stream that grows",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.GoAway(1, Http2Error.NO_ERROR, Octets.empty()),
                        new Http2Frame.GoAway(3, Http2Error.NO_ERROR, Octets.empty())),
                Breach.of(
                        "6.9 an increment of 0 for a stream",
                        streamError(1, PROTOCOL_ERROR),
                        new Http2Frame.WindowUpdate(1, 0)),
                Breach.of(
                        "6.9.1 the connection's window beyond 2^31-1",
                        connectionError(FLOW_CONTROL_ERROR),
                        new Http2Frame.WindowUpdate(0, Integer.MAX_VALUE)));
    }

    @ParameterizedTest
    @MethodSource({"io.wayfarer.protocol.h2.EitherSide#breaches", "framing"})
    void isTreatedAsTheRfcSays(Breach breach) {
        clients.suffers(breach);
    }
}
