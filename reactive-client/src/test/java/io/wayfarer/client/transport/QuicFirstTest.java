/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.EventLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.client.ConnectLimits;
import io.wayfarer.protocol.client.HttpConnector;
import io.wayfarer.protocol.connection.HttpConnection;

/** The race between QUIC and TCP, with QUIC some moments ahead; both ways end at a server that is told by its connection alone. */
@Timeout(60)
class QuicFirstTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMillis(20);
    private static final ConnectLimits LIMITS = ConnectLimits.each(Duration.ofSeconds(10));

    private final HttpConnector connector = HttpConnector.create();
    private final EventLoop loop = connector.loops().next();
    private final AtomicInteger quicDials = new AtomicInteger();
    private final AtomicInteger tcpDials = new AtomicInteger();

    private Dialer connecting(RawPeer peer, AtomicInteger dials) {
        return (on, limits) -> Mono.defer(() -> {
            dials.incrementAndGet();
            return connector.connect("127.0.0.1", peer.port(), on, limits);
        });
    }

    private Dialer quic(Mono<HttpConnection> end) {
        return (on, limits) -> end.doOnSubscribe(begun -> quicDials.incrementAndGet());
    }

    private HttpConnection dialled(Dialer dialer) {
        return Objects.requireNonNull(dialer.dial(loop, LIMITS).block(PATIENCE));
    }

    @Test
    void tcpIsNotTriedWhereQuicIsThereInTime() {
        try (RawPeer peer = RawPeer.answering("")) {
            Dialer dialer =
                    new QuicFirst(connecting(peer, quicDials), connecting(peer, tcpDials), Duration.ofMinutes(1));
            dialled(dialer).close().block(PATIENCE);
            dialled(dialer).close().block(PATIENCE);
            assertThat(quicDials).hasValue(2);
            assertThat(tcpDials).hasValue(0);
        }
    }

    @Test
    void whereQuicIsSilentTcpConnectsAMomentLaterAndAloneFromThenOn() {
        AtomicBoolean givenUp = new AtomicBoolean();
        try (RawPeer peer = RawPeer.answering("")) {
            Dialer dialer = new QuicFirst(
                    quic(Mono.<HttpConnection>never().doOnCancel(() -> givenUp.set(true))),
                    connecting(peer, tcpDials),
                    SOON);
            dialled(dialer).close().block(PATIENCE);
            assertThat(givenUp).isTrue();
            dialled(dialer).close().block(PATIENCE);
            assertThat(quicDials).hasValue(1);
            assertThat(tcpDials).hasValue(2);
        }
    }

    @Test
    void whereQuicFailsTcpConnectsAtOnce() {
        try (RawPeer peer = RawPeer.answering("")) {
            Dialer dialer = new QuicFirst(
                    quic(Mono.error(() -> new ConnectException("no UDP"))),
                    connecting(peer, tcpDials),
                    Duration.ofMinutes(1));
            dialled(dialer).close().block(PATIENCE);
            assertThat(tcpDials).hasValue(1);
        }
    }

    /** QUIC is not to blame where nobody is there, and is tried again. */
    @Test
    void whereBothFailTheFailureIsThatOfTcp() {
        Dialer dialer = new QuicFirst(
                quic(Mono.error(() -> new ConnectException("no UDP"))),
                (on, limits) -> Mono.error(() -> new ConnectException("no TCP")),
                SOON);
        for (int dial = 1; dial <= 2; dial++) {
            StepVerifier.create(dialer.dial(loop, LIMITS))
                    .expectErrorSatisfies(failure -> {
                        assertThat(failure).hasMessage("no TCP");
                        assertThat(failure.getSuppressed())
                                .singleElement()
                                .satisfies(other -> assertThat(other).hasMessage("no UDP"));
                    })
                    .verify(PATIENCE);
            assertThat(quicDials).hasValue(dial);
        }
    }
}
