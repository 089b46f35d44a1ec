/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.error.Http2Error.COMPRESSION_ERROR;
import static io.wayfarer.protocol.error.Http2Error.FLOW_CONTROL_ERROR;
import static io.wayfarer.protocol.error.Http2Error.FRAME_SIZE_ERROR;
import static io.wayfarer.protocol.error.Http2Error.PROTOCOL_ERROR;
import static io.wayfarer.protocol.h2.Breach.connectionError;
import static io.wayfarer.protocol.h2.Breach.data;
import static io.wayfarer.protocol.h2.Breach.fields;
import static io.wayfarer.protocol.h2.Breach.raw;
import static io.wayfarer.protocol.h2.Breach.settings;
import static io.wayfarer.protocol.h2.Breach.tolerated;

import java.util.stream.Stream;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.FrameType;
import io.wayfarer.protocol.frame.Http2Frame;

/** What is wrong, or is not, whoever sends it: the frames of RFC 9113 sections 4 and 6. */
final class EitherSide {

    private EitherSide() {}

    static Stream<Breach> breaches() {
        return Stream.of(
                Breach.of(
                        "4.3 a broken section",
                        connectionError(COMPRESSION_ERROR),
                        raw(FrameType.HEADERS, 0x5, 1, "80")),
                Breach.of("6.1 DATA on stream 0", connectionError(PROTOCOL_ERROR), data(0, true, "x")),
                Breach.of(
                        "6.3 PRIORITY on stream 0",
                        connectionError(PROTOCOL_ERROR),
                        raw(FrameType.PRIORITY, 0, 0, "0000000010")),
                Breach.of(
                        "6.4 RST_STREAM on stream 0",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.RstStream(0, Http2Error.CANCEL)),
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
                        "6.8 GOAWAY on a stream",
                        connectionError(PROTOCOL_ERROR),
                        raw(FrameType.GOAWAY, 0, 1, "0000000000000000")),
                Breach.of(
                        "6.9 an increment of 0 for the connection",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.WindowUpdate(0, 0)),
                Breach.of(
                        "6.10 CONTINUATION without a beginning",
                        connectionError(PROTOCOL_ERROR),
                        new Http2Frame.Continuation(1, fields("x-a", "1"), true)));
    }
}
