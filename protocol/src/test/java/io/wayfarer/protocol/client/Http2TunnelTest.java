/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

import io.wayfarer.fixture.Http2Proxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.protocol.client.HttpConnectException.Phase;
import io.wayfarer.protocol.client.PeerTraffic.Answer;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.tls.ClientTls;

/** Tunnels that are streams of one connection to a proxy (RFC 9113 section 8.5). */
class Http2TunnelTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final ClientTls TLS = ClientTls.builder()
            .trust(LoopbackTls.localhost().trustManagerFactory())
            .build();

    private final HttpConnector direct =
            HttpConnector.builder().version(ProtocolVersion.HTTP_2).build();
    private final Http2Proxy proxy = Http2Proxy.start();
    private final HttpConnection toProxy = got(direct.connect("127.0.0.1", proxy.port()));

    @AfterEach
    void close() {
        toProxy.close().block(PATIENCE);
        proxy.close();
    }

    private static <T> T got(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }

    private static LoopbackServer server(boolean secure) {
        return LoopbackServer.startWith(plan -> {
            var spoken = secure
                    ? plan.protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                            .secure(spec -> spec.sslContext((GenericSslContextSpec<?>) Http2SslContextSpec.forServer(
                                    LoopbackTls.localhost().keyManagerFactory())))
                    : plan;
            return spoken.handle((in, out) -> in.uri().equals("/large")
                    ? out.sendByteArray(Flux.range(0, 640).map(i -> new byte[PeerTraffic.PIECE]))
                    : out.send(in.receive()
                            .retain()
                            .switchIfEmpty(
                                    Mono.fromSupplier(() -> Unpooled.copiedBuffer("hello", StandardCharsets.UTF_8)))));
        });
    }

    private Mono<HttpConnection> tunnelled(LoopbackServer server, boolean secure) {
        Mono<Channel> tunnel = ConnectTunnel.anonymous().lead(toProxy, "localhost", server.port());
        return HttpConnector.builder().tls(secure ? TLS : null).build().connectOver(tunnel, "localhost", server.port());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyTunnelsShareOneConnection(boolean secure) {
        try (LoopbackServer server = server(secure)) {
            List<HttpConnection> connections =
                    got(Flux.range(0, 8).flatMap(i -> tunnelled(server, secure)).collectList());
            assertThat(toProxy.activeStreams()).isEqualTo(8);
            for (HttpConnection connection : connections) {
                assertThat(connection.version()).isEqualTo(secure ? ProtocolVersion.HTTP_2 : ProtocolVersion.HTTP_1_1);
                assertThat(connection.tls() != null).isEqualTo(secure);
                PeerTraffic traffic = new PeerTraffic(connection, "localhost");
                assertThat(traffic.get("/").text()).isEqualTo("hello");
                assertThat(traffic.get("/").text()).isEqualTo("hello");
            }
            connections.forEach(connection -> connection.close().block(PATIENCE));
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(proxy.requests()).hasSize(8).allSatisfy(request -> {
                assertThat(request.first(HeaderList.METHOD)).isEqualTo("CONNECT");
                assertThat(request.contains(HeaderList.SCHEME)).isFalse();
                assertThat(request.contains(HeaderList.PATH)).isFalse();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tenMebibytesPassWhole(boolean secure) {
        try (LoopbackServer server = server(secure)) {
            HttpConnection connection = got(tunnelled(server, secure));
            Answer answer = new PeerTraffic(connection, "localhost").get("/large");
            assertThat(answer.octets()).isEqualTo(PeerTraffic.LARGE);
            connection.close().block(PATIENCE);
        }
    }

    @Test
    void aClosedTunnelGivesItsPlaceBack() {
        try (LoopbackServer server = server(false)) {
            HttpConnection first = got(tunnelled(server, false));
            HttpConnection second = got(tunnelled(server, false));
            first.close().block(PATIENCE);
            assertThat(new PeerTraffic(second, "localhost").get("/").text()).isEqualTo("hello");
            assertThat(toProxy.activeStreams()).isEqualTo(1);
            second.close().block(PATIENCE);
            assertThat(toProxy.open()).isTrue();
        }
    }

    @Test
    void theEndOfTheServerIsTheEndOfTheTunnel() {
        LoopbackServer server = server(false);
        HttpConnection connection = got(tunnelled(server, false));
        assertThat(new PeerTraffic(connection, "localhost").get("/").text()).isEqualTo("hello");
        server.close();
        connection.closed().block(PATIENCE);
        assertThat(toProxy.open()).isTrue();
    }

    @Test
    void theEndOfTheProxyIsTheEndOfItsTunnels() {
        try (LoopbackServer server = server(false)) {
            HttpConnection connection = got(tunnelled(server, false));
            toProxy.close().block(PATIENCE);
            connection.closed().block(PATIENCE);
        }
    }

    @Test
    void aRefusalIsToldAndTheConnectionGoesOn() {
        Mono<Channel> refused = ConnectTunnel.anonymous().lead(toProxy, "localhost", PeerProgram.freePort());
        HttpConnectException e = failure(refused);
        assertThat(e.phase()).isEqualTo(Phase.TUNNEL);
        assertThat(e.getCause())
                .isInstanceOfSatisfying(
                        TunnelRefusedException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(502));
        assertThat(toProxy.open()).isTrue();
    }

    @Test
    void theTimeForTheTunnelIsLimited() {
        HttpConnectException e = failure(Mono.never());
        assertThat(e.phase()).isEqualTo(Phase.TUNNEL);
        assertThat(e.timedOut()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tenMebibytesGoThereAndBack(boolean secure) {
        try (LoopbackServer server = server(secure)) {
            HttpConnection connection = got(tunnelled(server, secure));
            Answer answer = new PeerTraffic(connection, "localhost").upload("/", PeerTraffic.LARGE);
            assertThat(answer.octets()).isEqualTo(PeerTraffic.LARGE);
            connection.close().block(PATIENCE);
        }
    }

    private static HttpConnectException failure(Mono<Channel> tunnel) {
        HttpConnector connector =
                HttpConnector.builder().connectTimeout(Duration.ofSeconds(1)).build();
        Throwable thrown = catchThrowable(
                () -> connector.connectOver(tunnel, "localhost", 443).block(PATIENCE));
        return (HttpConnectException) Objects.requireNonNull(thrown.getCause(), thrown::toString);
    }
}
