/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.h2.ClientUnderTest.ok;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.GET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.wayfarer.protocol.connection.ConnectionObserver;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.frame.FrameType;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Octets;

/** ALTSVC frames: RFC 7838 section 4. */
class AltSvcFrameTest {

    private static final String ORIGIN = "https://server.test";
    private static final String VALUE = "h2=\":8443\"";

    @RegisterExtension
    final ClientUnderTest clients = new ClientUnderTest();

    /** Notes what is told, as in {@code origin value}. */
    private static final class Listener implements ConnectionObserver {

        final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void onAlternatives(HttpConnection connection, String origin, String value) {
            told.add(origin + " " + value);
        }
    }

    private static Http2Frame altSvc(int streamId, int originLength, String rest) {
        String length = "" + (char) (originLength >> 8) + (char) (originLength & 0xff);
        return new Http2Frame.Unknown(FrameType.ALTSVC, 0, streamId, Octets.ofText(length + rest));
    }

    private static Http2Frame altSvc(int streamId, String origin, String value) {
        return altSvc(streamId, origin.length(), origin + value);
    }

    /** What a client with one request under way is told of these frames, none of which ends its connection. */
    private List<String> told(Http2Frame... frames) {
        Listener listener = new Listener();
        Http2Connection client = clients.connect(Http2Settings.defaults());
        try (WirePeer peer = clients.accept().begin()) {
            client.ping().subscribe(time -> {}, failure -> {});
            client.observe(listener);
            Received answer = Received.of(client.newStream(), GET, null);
            peer.next(Http2Frame.Headers.class);
            peer.send(frames);
            peer.send(ok(1, true));
            assertThat(answer.whole().head().status()).isEqualTo(200);
            assertThat(peer.until()).noneMatch(Http2Frame.GoAway.class::isInstance);
            return listener.told;
        }
    }

    @Test
    void aFrameOnTheConnectionNamesItsOriginAndOneOnAStreamDoesNot() {
        assertThat(told(altSvc(0, ORIGIN, VALUE), altSvc(1, "", "clear"), altSvc(0, ORIGIN, "")))
                .containsExactly(ORIGIN + " " + VALUE, " clear", ORIGIN + " ");
    }

    @Test
    void aFrameThatNamesNoOriginOrOneTooManyIsIgnored() {
        assertThat(told(altSvc(0, "", VALUE), altSvc(1, ORIGIN, VALUE))).isEmpty();
    }

    @Test
    void aFrameOnAStreamThatIsNoneIsIgnored() {
        assertThat(told(altSvc(3, "", VALUE), altSvc(2, "", VALUE))).isEmpty();
    }

    @Test
    void aFrameThatIsTooShortOrTooLongIsIgnored() {
        int most = AltSvcFrame.MOST_OCTETS - Short.BYTES;
        assertThat(told(
                        new Http2Frame.Unknown(FrameType.ALTSVC, 0, 1, Octets.empty()),
                        new Http2Frame.Unknown(FrameType.ALTSVC, 0, 1, Octets.zeros(1)),
                        altSvc(0, ORIGIN.length() + 1, ORIGIN),
                        altSvc(0, 0xffff, ORIGIN),
                        altSvc(1, "", "x".repeat(most + 1)),
                        altSvc(1, "", "x".repeat(most))))
                .containsExactly(" " + "x".repeat(most));
    }

    @Test
    void aServerIgnoresThemAll() {
        Listener listener = new Listener();
        try (Loopback server = Loopback.server(connection -> connection.observe(listener));
                WirePeer peer = WirePeer.client(server)) {
            peer.send(altSvc(0, ORIGIN, VALUE), altSvc(1, "", VALUE));
            assertThat(peer.until()).noneMatch(Http2Frame.GoAway.class::isInstance);
            assertThat(listener.told).isEmpty();
        }
    }
}
