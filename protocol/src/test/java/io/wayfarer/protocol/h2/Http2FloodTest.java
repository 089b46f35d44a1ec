/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.h2.Breach.data;
import static io.wayfarer.protocol.h2.Breach.headers;
import static io.wayfarer.protocol.h2.Breach.open;
import static io.wayfarer.protocol.h2.Breach.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Octets;

/** Peers that cost more than they pay for: RFC 9113 section 10.5. */
class Http2FloodTest {

    /** What is sent again and again until the connection is closed with ENHANCE_YOUR_CALM. */
    private static void flood(Http2Limits limits, int most, Http2Frame... frames) {
        flood(limits, most, i -> frames);
    }

    private static void flood(Http2Limits limits, int most, java.util.function.IntFunction<Http2Frame[]> frames) {
        try (Loopback server = Loopback.server(
                        ConnectionSettings.defaults(),
                        Http2Settings.defaults(),
                        limits,
                        connection -> connection
                                .incoming()
                                .subscribe(
                                        stream -> stream.reader().chunk().subscribe(ByteBuf::release, failure -> {})));
                WirePeer peer = WirePeer.client(server)) {
            for (int i = 0; i < most; i++) {
                peer.wire().write(frames.apply(i)).onErrorComplete().block(Loopback.PATIENCE);
            }
            Http2Frame.GoAway last = peer.next(Http2Frame.GoAway.class);
            assertThat(last.error()).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void aFloodOfPingsEndsTheConnection() {
        flood(Http2Limits.builder().maxControlFrames(20).build(), 25, new Http2Frame.Ping(1, false));
    }

    @Test
    void aFloodOfSettingsEndsTheConnection() {
        flood(Http2Limits.builder().maxControlFrames(20).build(), 25, new Http2Frame.Settings());
    }

    @Test
    void aFloodOfUnknownFramesEndsTheConnection() {
        flood(Http2Limits.builder().maxControlFrames(20).build(), 25, Breach.raw(0xbe, 0, 0, ""));
    }

    @Test
    void aFloodOfFarewellsEndsTheConnection() {
        flood(
                Http2Limits.builder().maxControlFrames(20).build(),
                25,
                new Http2Frame.GoAway(0, Http2Error.NO_ERROR, Octets.empty()));
    }

    @Test
    void rapidResetsEndTheConnection() {
        flood(Http2Limits.builder().maxResets(20).build(), 25, i -> new Http2Frame[] {
            headers(2 * i + 1, false, post()), new Http2Frame.RstStream(2 * i + 1, Http2Error.CANCEL)
        });
    }

    /** The other way round: streams that this side has to reset. */
    @Test
    void manyMalformedStreamsEndTheConnection() {
        flood(Http2Limits.builder().maxResets(20).build(), 25, i ->
                new Http2Frame[] {headers(2 * i + 1, false, post()), new Http2Frame.WindowUpdate(2 * i + 1, 0)});
    }

    @Test
    void emptyFramesWithoutEndEndTheConnection() {
        flood(
                Http2Limits.builder().maxEmptyFrames(20).build(),
                25,
                i -> i == 0 ? new Http2Frame[] {headers(1, false, post())} : new Http2Frame[] {data(1, false, "")});
    }

    @Test
    void aSectionInTooManyPiecesEndsTheConnection() {
        flood(
                Http2Limits.builder().maxContinuations(5).build(),
                10,
                i -> i == 0
                        ? new Http2Frame[] {open(1, false, post())}
                        : new Http2Frame[] {new Http2Frame.Continuation(1, Octets.empty(), false)});
    }
}
