/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.fixture.Http3Server;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.client.HttpConnectException.Phase;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.tls.ClientTls;
import io.wayfarer.protocol.tls.QuicTls;

/** The way to a connection by QUIC: how long it may take, and how long it took. */
class QuicAttemptsTest extends ConnectorCase {

    private static final Duration AMPLE = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final QuicTls QUIC =
            ClientTls.builder().trust(LoopbackTls.localhost().certificate()).buildForQuic();

    private static Mono<HttpConnection> connecting(HostResolver resolver, int port, ConnectLimits limits) {
        return HttpConnector.builder()
                .sockets(SocketSettings.builder().resolver(resolver).build())
                .build()
                .connectByQuic(QUIC, "server.test", port, "localhost", port, null, limits);
    }

    /** The step alone would have had time enough, or all together. */
    private static void assertLate(HttpConnectException e, Phase phase, boolean altogether) {
        assertThat(e.phase()).isEqualTo(phase);
        assertThat(e.timedOutAltogether()).isEqualTo(altogether);
        assertThat(e.limit()).isEqualTo(SHORT);
    }

    @Test
    void aLookUpThatNeverEndsIsGivenUpByTheLimitOfAllSteps() {
        ConnectLimits limits = new ConnectLimits(AMPLE, AMPLE, AMPLE, AMPLE, SHORT);
        assertLate(failure(connecting(host -> Flux.never(), 443, limits)), Phase.RESOLVE, true);
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpWhateverTheNumberOfItsAddresses() throws Exception {
        HostResolver three = host -> Flux.just(List.of(LOOPBACK, LOOPBACK, LOOPBACK));
        try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            int port = silent.getLocalPort();
            long begun = System.nanoTime();
            assertLate(
                    failure(connecting(three, port, new ConnectLimits(AMPLE, AMPLE, AMPLE, AMPLE, SHORT))),
                    Phase.TLS,
                    true);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(SHORT.dividedBy(2), SHORT.multipliedBy(10));
            assertLate(
                    failure(connecting(three, port, new ConnectLimits(AMPLE, AMPLE, AMPLE, SHORT, AMPLE))),
                    Phase.TLS,
                    false);
        }
    }

    @Test
    void aLookUpThatTookItsTimeLeavesTheHandshakeLess() throws Exception {
        HostResolver slow = host -> Flux.just(List.of(LOOPBACK)).delaySequence(SHORT.dividedBy(2));
        try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            assertLate(
                    failure(connecting(
                            slow, silent.getLocalPort(), new ConnectLimits(AMPLE, AMPLE, AMPLE, SHORT, SHORT))),
                    Phase.TLS,
                    true);
        }
    }

    @Test
    void aNameWithoutAddressFailsInTheLookUp() {
        HttpConnectException e = failure(connecting(host -> Flux.empty(), 443, ConnectLimits.each(AMPLE)));
        assertThat(e.phase()).isEqualTo(Phase.RESOLVE);
        assertThat(e).hasCauseInstanceOf(UnknownHostException.class);
    }

    /** The server is heard before the handshake is done, in the middle of which it shows its certificate. */
    @Test
    void aConnectionKnowsWhenEachStepToItWasDone() {
        Duration lookUp = Duration.ofMillis(50);
        try (Http3Server server = Http3Server.start(LoopbackTls.localhost(), routes -> {})) {
            HttpConnection connection = got(connecting(
                    host -> Flux.just(List.of(LOOPBACK)).delaySequence(lookUp),
                    server.port(),
                    ConnectLimits.each(AMPLE)));
            ConnectTimes times = Objects.requireNonNull(ConnectTimes.of(connection));
            assertThat(Duration.ofNanos(times.resolved() - times.begun())).isGreaterThanOrEqualTo(lookUp);
            assertThat(times.connected()).isGreaterThan(times.resolved());
            assertThat(times.ready()).isGreaterThan(times.connected());
            assertThat(times.secure()).isTrue();
            assertThat(times.proxied()).isFalse();
            connection.close().block(PATIENCE);
        }
    }
}
