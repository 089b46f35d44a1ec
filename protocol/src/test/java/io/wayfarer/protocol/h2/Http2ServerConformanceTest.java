/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.error.Http2Error.FLOW_CONTROL_ERROR;
import static io.wayfarer.protocol.error.Http2Error.PROTOCOL_ERROR;
import static io.wayfarer.protocol.h2.Breach.data;
import static io.wayfarer.protocol.h2.Breach.get;
import static io.wayfarer.protocol.h2.Breach.headers;
import static io.wayfarer.protocol.h2.Breach.post;
import static io.wayfarer.protocol.h2.Breach.settings;
import static io.wayfarer.protocol.h2.Breach.streamError;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Http2Frame.Setting;
import io.wayfarer.protocol.frame.Http2Wire;
import io.wayfarer.protocol.frame.Octets;

/** How a server begins, answers and ends: RFC 9113 sections 3.4, 5.4 and 6. */
class Http2ServerConformanceTest {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    /** Section 5.4.1: an error of the connection is told by GOAWAY, and the connection is closed. */
    @Test
    void section541AnErrorOfTheConnectionEndsIt() {
        try (WirePeer peer = SERVER.peer()) {
            peer.send(headers(1, true, get()), data(0, true, "x"));
            assertThat(peer.next(Http2Frame.GoAway.class).error()).isEqualTo(PROTOCOL_ERROR);
            peer.wire().closed().block(Loopback.PATIENCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\rX", "\0\0\0\4\0\0\0\0\0"})
    void section34AnythingButThePrefaceEndsTheConnection(String preface) {
        Http2Wire wire =
                Http2Wire.client(SERVER.loopback().connect(SERVER.loopback().port()));
        wire.writeOctets(Octets.ofText(preface)).block(Loopback.PATIENCE);
        wire.closed().block(Loopback.PATIENCE);
        assertThat(wire.channel().isActive()).isFalse();
    }

    @Test
    void section34TheFirstFramesOfBothSidesAreSettings() {
        Http2Wire wire =
                Http2Wire.client(SERVER.loopback().connect(SERVER.loopback().port()));
        WirePeer peer = new WirePeer(wire);
        wire.writePreface().block(Loopback.PATIENCE);
        assertThat(peer.next()).isInstanceOf(Http2Frame.Settings.class);
        peer.send(new Http2Frame.Ping(1, false));
        assertThat(peer.next(Http2Frame.GoAway.class).error()).isEqualTo(PROTOCOL_ERROR);
    }

    @Test
    void section653EachSettingsFrameIsAcknowledged() {
        try (WirePeer peer = SERVER.peer()) {
            peer.send(settings(4, 100), settings(4, 200), settings(0xf0, 1));
            List<Http2Frame> answers = peer.until();
            assertThat(answers)
                    .filteredOn(frame -> frame instanceof Http2Frame.Settings settings && settings.ack())
                    .hasSize(4);
        }
    }

    @Test
    void section67APingIsAnsweredWithItsOctets() {
        try (WirePeer peer = SERVER.peer()) {
            peer.send(new Http2Frame.Ping(0x0102030405060708L, false));
            Http2Frame.Ping answer = peer.next(Http2Frame.Ping.class);
            assertThat(answer.opaque()).isEqualTo(0x0102030405060708L);
            assertThat(answer.ack()).isTrue();
        }
    }

    @Test
    void section691NoMoreIsSentThanTheWindowAllows() {
        try (WirePeer peer = SERVER.peer(new Setting(4, 3))) {
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
        try (WirePeer peer = SERVER.peer(new Setting(4, 5))) {
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
        try (WirePeer peer = SERVER.peer()) {
            peer.send(headers(1, true, get()), new Http2Frame.GoAway(0, Http2Error.NO_ERROR, Octets.empty()));
            assertThat(peer.next(Http2Frame.Data.class).endStream()).isTrue();
        }
    }
}
