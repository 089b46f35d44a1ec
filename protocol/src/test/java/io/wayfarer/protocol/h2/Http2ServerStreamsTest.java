/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.error.Http2Error.PROTOCOL_ERROR;
import static io.wayfarer.protocol.error.Http2Error.REFUSED_STREAM;
import static io.wayfarer.protocol.error.Http2Error.STREAM_CLOSED;
import static io.wayfarer.protocol.h2.Breach.connectionError;
import static io.wayfarer.protocol.h2.Breach.data;
import static io.wayfarer.protocol.h2.Breach.get;
import static io.wayfarer.protocol.h2.Breach.headers;
import static io.wayfarer.protocol.h2.Breach.open;
import static io.wayfarer.protocol.h2.Breach.post;
import static io.wayfarer.protocol.h2.Breach.raw;
import static io.wayfarer.protocol.h2.Breach.streamError;
import static io.wayfarer.protocol.h2.Breach.tolerated;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Http2Frame.Weight;

/** Streams that a client opens and ends: RFC 9113 section 5. */
class Http2ServerStreamsTest {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

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

    @ParameterizedTest
    @MethodSource("section5")
    void isTreatedAsTheRfcSays(Breach breach) {
        SERVER.suffers(breach);
    }
}
