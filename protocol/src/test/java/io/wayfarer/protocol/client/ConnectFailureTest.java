/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.client.HttpConnectException.Phase;
import io.wayfarer.protocol.tls.ClientTls;

/** How an attempt to connect ends when it comes to nothing. */
class ConnectFailureTest extends ConnectorCase {

    @Test
    void aNameWithoutAddressFailsInTheLookUp() {
        HttpConnectException e = failure(HttpConnector.create().connect("nobody.invalid", 80));
        assertThat(e.phase()).isEqualTo(Phase.RESOLVE);
        assertThat(e.timedOut()).isFalse();
    }

    @Test
    void aPortNobodyListensOnFailsInTheConnection() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(failure(HttpConnector.create().connect("127.0.0.1", port)).phase())
                .isEqualTo(Phase.CONNECT);
    }

    @Test
    void theLimitOfTimeCoversTheTlsHandshake() throws Exception {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            HttpConnectException e = failure(HttpConnector.builder()
                    .tls(TLS)
                    .connectTimeout(Duration.ofMillis(300))
                    .build()
                    .connect("127.0.0.1", peer.address().getPort()));
            assertThat(e.phase()).isEqualTo(Phase.TLS);
            assertThat(e.timedOut()).isTrue();
            assertThat(e).hasMessageContaining("300 ms");
        }
    }

    @Test
    void eachStepHasALimitOfItsOwnAndOneConnectionMayHaveOthers() throws Exception {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            Duration ample = Duration.ofMinutes(1);
            HttpConnector connector = HttpConnector.builder()
                    .tls(TLS)
                    .limits(new ConnectLimits(ample, ample, ample, Duration.ofMillis(150)))
                    .build();
            HttpConnectException e =
                    failure(connector.connect("127.0.0.1", peer.address().getPort()));
            assertThat(e.phase()).isEqualTo(Phase.TLS);
            assertThat(e.limit()).isEqualTo(Duration.ofMillis(150));

            ConnectLimits own = ConnectLimits.each(Duration.ofMillis(90));
            assertThat(failure(connector.connect("127.0.0.1", peer.address().getPort(), null, own))
                            .limit())
                    .isEqualTo(Duration.ofMillis(90));
        }
    }

    /** Each of them would have time enough of its own. */
    @Test
    void allStepsTogetherHaveALimitTooInWhicheverItRunsOut() throws Exception {
        Duration ample = Duration.ofMinutes(1);
        Duration opening = Duration.ofMillis(150);
        ConnectLimits limits = new ConnectLimits(ample, ample, ample, ample, opening);
        HttpConnector silentDns = HttpConnector.builder()
                .sockets(SocketSettings.builder()
                        .resolver((String host) -> Flux.never())
                        .build())
                .limits(limits)
                .build();
        assertLate(failure(silentDns.connect("server.test", 80)), Phase.RESOLVE, opening);
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            HttpConnector secure =
                    HttpConnector.builder().tls(TLS).limits(limits).build();
            assertLate(failure(secure.connect("127.0.0.1", peer.address().getPort())), Phase.TLS, opening);
            HttpConnector proxied = HttpConnector.builder()
                    .through(peer.address(), ConnectTunnel.anonymous())
                    .limits(limits)
                    .build();
            assertLate(failure(proxied.connect("server.test", 80)), Phase.TUNNEL, opening);
        }
    }

    private static void assertLate(HttpConnectException e, Phase phase, Duration opening) {
        assertThat(e.phase()).isEqualTo(phase);
        assertThat(e.timedOutAltogether()).isTrue();
        assertThat(e.limit()).isEqualTo(opening);
    }

    @Test
    void aCertificateForAnotherNameFailsInTheTlsHandshake() {
        LoopbackTls elsewhere = LoopbackTls.of("elsewhere.example");
        try (LoopbackServer server =
                LoopbackServer.startWith(elsewhere, plan -> plan.handle((in, out) -> out.send()))) {
            HttpConnectException e = failure(HttpConnector.builder()
                    .tls(ClientTls.builder()
                            .trust(elsewhere.trustManagerFactory())
                            .build())
                    .build()
                    .connect("localhost", server.port()));
            assertThat(e.phase()).isEqualTo(Phase.TLS);
        }
    }

    @Test
    void aHandshakeThatCannotEvenBeginIsNoTimeout() {
        ClientTls switchedOffInTheJdk =
                ClientTls.builder().protocols(List.of("TLSv1.1")).build();
        try (LoopbackServer server = plainServer()) {
            HttpConnectException e = failure(
                    HttpConnector.builder().tls(switchedOffInTheJdk).build().connect("127.0.0.1", server.port()));
            assertThat(e.phase()).isEqualTo(Phase.TLS);
            assertThat(e.timedOut()).isFalse();
        }
    }

    @Test
    void aPeerThatClosesAmidTheTlsHandshakeIsNoTimeout() throws Exception {
        try (RawPeer peer = RawPeer.scripted(conversation -> {})) {
            HttpConnectException e = failure(HttpConnector.builder()
                    .tls(TLS)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build()
                    .connect("127.0.0.1", peer.address().getPort()));
            assertThat(e.phase()).isEqualTo(Phase.TLS);
            assertThat(e.timedOut()).isFalse();
        }
    }

    @Test
    void whoCancelsLeavesNoConnectionBehind() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            arrived.countDown();
            while (conversation.read(1).length > 0) {}
            closed.countDown();
        })) {
            Disposable connecting = HttpConnector.builder()
                    .tls(TLS)
                    .build()
                    .connect("127.0.0.1", peer.address().getPort())
                    .subscribe();
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            connecting.dispose();
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aLimitThatMakesNoSenseIsRejected() {
        assertThatThrownBy(() -> HttpConnector.builder().connectTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("connectTimeout: PT0S (expected: 1 ms to 24 days)");
    }
}
