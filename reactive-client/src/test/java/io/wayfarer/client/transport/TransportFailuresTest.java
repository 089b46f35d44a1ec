/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.protocol.client.LocalEnd;

/** What goes wrong on the network, and as which exception it comes. */
class TransportFailuresTest extends TransportCase {

    @Test
    void aTunnelThatWantsOtherCredentialsIsAnAuthenticationFailureWithoutThem() {
        try (LoopbackProxy proxy =
                LoopbackProxy.builder().credentials("ada", "secret").start()) {
            Route route = new Route(
                    new Proxy(Proxy.Kind.HTTP, "127.0.0.1", proxy.port(), "ada", "wrong-one"), "for the test");
            ProxyException e = failure(ProxyException.class, get("https://localhost:9/", route));

            assertThat(e.reason()).isEqualTo(ProxyException.Reason.AUTHENTICATION);
            assertThat(e).hasMessageContaining("127.0.0.1:" + proxy.port()).hasMessageNotContaining("wrong-one");
        }
    }

    @Test
    void aProxyNobodyRunsIsUnreachable() throws Exception {
        Route route = new Route(new Proxy(Proxy.Kind.HTTP, "127.0.0.1", freePort(), null, null), "http_proxy");
        for (String url : List.of("http://localhost:9/", "https://localhost:9/")) {
            ProxyException e = failure(ProxyException.class, get(url, route));
            assertThat(e.reason()).isEqualTo(ProxyException.Reason.UNREACHABLE);
            assertThat(e).hasMessageContaining("http_proxy");
        }
    }

    @Test
    void aRefusedConnectionIsUnreachable() throws Exception {
        ConnectionException e =
                failure(ConnectionException.class, get("http://127.0.0.1:" + freePort() + "/p?key=hidden"));

        assertThat(e.reason()).isEqualTo(ConnectionException.Reason.UNREACHABLE);
        assertThat(e)
                .hasMessageContaining("Hop 1 (GET http://127.0.0.1:")
                .hasMessageContaining("Check that a server listens there")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void aConnectionThatTheNetworkRefusesIsNotCalledRefusedByTheServer() {
        // No connection of TCP leads to a group.
        ConnectionException e = failure(ConnectionException.class, get("http://224.0.0.1/"));

        assertThat(e.reason()).isEqualTo(ConnectionException.Reason.UNREACHABLE);
        assertThat(e)
                .hasMessageContaining("the connection to 224.0.0.1 failed, because no route leads there")
                .hasMessageContaining("routes and firewalls")
                .hasMessageNotContaining("refused");
    }

    @Test
    void anOwnAddressThatIsNotThereIsNamedAsTheReason() {
        TransportOptions elsewhere = TransportOptions.none().from(LocalEnd.of("192.0.2.7"));
        TransportRequest plain = get("http://127.0.0.1:9/");
        ConnectionException e = failure(
                ConnectionException.class,
                new TransportRequest(plain.hop(), plain.headers(), plain.body(), plain.route(), elsewhere));

        assertThat(e).hasMessageContaining("own addresses and ports").hasMessageNotContaining("refused");
    }

    @Test
    void aNameWithoutAddressIsAnUnknownHost() {
        ConnectionException e = failure(ConnectionException.class, get("http://nobody.invalid/"));

        assertThat(e.reason()).isEqualTo(ConnectionException.Reason.UNKNOWN_HOST);
        assertThat(e).hasMessageContaining("nobody.invalid").hasMessageContaining("DNS");
    }

    @Test
    void aProxyWhoseNameHasNoAddressIsAnUnknownHostNamedAsTheProxy() {
        Route route = new Route(new Proxy(Proxy.Kind.HTTP, "proxy.invalid", 3128, null, null), "test");
        for (String url : List.of("http://server.example/", "https://server.example/")) {
            ConnectionException e = failure(ConnectionException.class, get(url, route));
            assertThat(e.reason()).isEqualTo(ConnectionException.Reason.UNKNOWN_HOST);
            assertThat(e).hasMessageContaining("of the proxy http://proxy.invalid:3128");
        }
    }

    @Test
    void aSilentServerTimesOut() throws Exception {
        PooledTransport hasty = new PooledTransport(TransportSettings.builder()
                .responseTimeout(Duration.ofMillis(200))
                .build());
        try (FaultServer peer = FaultServer.http1(Fault.silence())) {
            HttpTimeoutException e =
                    failure(HttpTimeoutException.class, hasty, get(peer.uri("/").toString()));
            assertThat(e.phase()).isEqualTo(HttpTimeoutException.Phase.RESPONSE);
            assertThat(e).hasMessageContaining("200 ms").hasMessageContaining("wayfarer.client.timeouts.response");
        } finally {
            hasty.dispose();
        }
    }

    @Test
    void anAnswerCutShortIsNeverAShortBody() throws Exception {
        try (FaultServer peer = FaultServer.http1(Fault.cutShort("five!", 10))) {
            assertThat(failure(ConnectionException.class, get(peer.uri("/").toString()))
                            .reason())
                    .isEqualTo(ConnectionException.Reason.CLOSED);
        }
    }

    @Test
    void whatIsNotHttpIsAProtocolFailure() throws Exception {
        try (FaultServer peer = FaultServer.http1(Fault.rawAndClose("SSH-2.0-OpenSSH_9.2p1\r\n\r\n"))) {
            ProtocolException e =
                    failure(ProtocolException.class, get(peer.uri("/").toString()));
            assertThat(e).hasMessageContaining("not valid HTTP");
        }
    }

    @Test
    void aHeadBeyondTheLimitIsRefused() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(70_000) + "\r\nContent-Length: 0\r\n\r\n";
        try (FaultServer peer = FaultServer.http1(Fault.rawAndClose(answer))) {
            ResponseLimitException e =
                    failure(ResponseLimitException.class, get(peer.uri("/").toString()));
            assertThat(e.part()).isEqualTo(ResponseLimitException.Part.HEADERS);
            assertThat(e.limitBytes()).isEqualTo(65536);
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
