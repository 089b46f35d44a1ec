/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.error.Http2Error.FLOW_CONTROL_ERROR;
import static io.wayfarer.protocol.error.Http2Error.PROTOCOL_ERROR;
import static io.wayfarer.protocol.h2.Breach.data;
import static io.wayfarer.protocol.h2.Breach.settings;
import static io.wayfarer.protocol.h2.Breach.streamError;
import static io.wayfarer.protocol.h2.ClientUnderTest.ok;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.GET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Http2Frame.Setting;
import io.wayfarer.protocol.frame.Octets;

/** How a client begins, opens streams and takes their end: RFC 9113 sections 3.4, 5 and 6. */
class Http2ClientConformanceTest {

    @RegisterExtension
    final ClientUnderTest clients = new ClientUnderTest();

    @Test
    void section691ContentBeyondTheWindowEndsTheStream() {
        Http2Connection client =
                clients.connect(Http2Settings.builder().initialWindowSize(100).build());
        try (WirePeer peer = clients.accept().begin()) {
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

    @Test
    void section34TheClientBeginsWithThePrefaceAndSettings() {
        clients.connect(Http2Settings.defaults());
        try (WirePeer peer = clients.accept()) {
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
        Http2Connection client = clients.connect(Http2Settings.defaults());
        try (WirePeer peer = clients.accept().begin(new Setting(Http2Settings.MAX_CONCURRENT_STREAMS, 1))) {
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
        Http2Connection client = clients.connect(Http2Settings.defaults());
        try (WirePeer peer = clients.accept().begin()) {
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
        Http2Connection client = clients.connect(Http2Settings.defaults());
        try (WirePeer peer = clients.accept().begin(new Setting(Http2Settings.INITIAL_WINDOW_SIZE, 10))) {
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
        Http2Connection client = clients.connect(Http2Settings.defaults());
        try (WirePeer peer = clients.accept().begin()) {
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
}
