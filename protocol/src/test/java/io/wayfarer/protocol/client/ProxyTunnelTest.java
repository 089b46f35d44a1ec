/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLPeerUnverifiedException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.fixture.RecordedRequest;
import io.wayfarer.fixture.SocksPeer;
import io.wayfarer.protocol.client.HttpConnectException.Phase;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.socks.SocksVersion;
import io.wayfarer.protocol.tls.ClientTls;

/** Tunnels in tunnels, TLS in TLS, and proxies that explain themselves. */
class ProxyTunnelTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final LoopbackTls PROXYS = LoopbackTls.of("localhost");

    private static final ClientTls SERVER_TLS = ClientTls.builder()
            .trust(LoopbackTls.localhost().trustManagerFactory())
            .build();

    private static final ClientTls PROXY_TLS = ClientTls.builder()
            .versions(EnumSet.of(ProtocolVersion.HTTP_1_1))
            .trust(PROXYS.trustManagerFactory())
            .build();

    private static final ConnectTunnel CONNECT = ConnectTunnel.of("ada", "secret");

    private static LoopbackProxy tlsProxy() {
        return LoopbackProxy.builder().tls(PROXYS).credentials("ada", "secret").start();
    }

    private static LoopbackServer server(boolean secure) {
        return LoopbackServer.startWith(plan -> {
            var spoken = secure
                    ? plan.protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                            .secure(spec -> spec.sslContext((GenericSslContextSpec<?>) Http2SslContextSpec.forServer(
                                    LoopbackTls.localhost().keyManagerFactory())))
                    : plan;
            return spoken.handle((in, out) -> out.sendString(Mono.just("hello")));
        });
    }

    private static Tunnel through(LoopbackProxy proxy, ClientTls tls) {
        return TlsTunnel.of(tls).to("localhost", proxy.port()).then(CONNECT);
    }

    private static InetSocketAddress unresolved(int port) {
        return InetSocketAddress.createUnresolved("localhost", port);
    }

    private static HttpConnection connected(HttpConnector connector, int port) {
        return Objects.requireNonNull(connector.connect("localhost", port).block(PATIENCE));
    }

    private static HttpConnectException failure(HttpConnector connector, int port) {
        Throwable thrown =
                catchThrowable(() -> connector.connect("localhost", port).block(PATIENCE));
        return (HttpConnectException) Objects.requireNonNull(thrown.getCause(), thrown::toString);
    }

    private static String hello(HttpConnection connection) {
        HttpStream stream = connection.newStream();
        HeaderList head = HeaderList.of(
                HeaderList.METHOD,
                "GET",
                HeaderList.SCHEME,
                "http",
                HeaderList.AUTHORITY,
                "localhost",
                HeaderList.PATH,
                "/");
        return Objects.requireNonNull(stream.sendHeaders(head, true)
                .then(stream.reader().text(StandardCharsets.UTF_8, 1000))
                .block(PATIENCE));
    }

    @Test
    void tlsWithTheServerGoesThroughTlsWithTheProxy() throws SSLPeerUnverifiedException {
        try (LoopbackProxy proxy = tlsProxy();
                LoopbackServer server = server(true)) {
            HttpConnection connection = connected(
                    HttpConnector.builder()
                            .through(unresolved(proxy.port()), through(proxy, PROXY_TLS))
                            .tls(SERVER_TLS)
                            .build(),
                    server.port());
            assertThat(connection.version()).isEqualTo(ProtocolVersion.HTTP_2);
            assertThat(hello(connection)).isEqualTo("hello");
            assertThat(Objects.requireNonNull(connection.tls()).getPeerCertificates())
                    .containsExactly(LoopbackTls.localhost().certificate());
            connection.close().block(PATIENCE);
            assertThat(proxy.requests())
                    .extracting(RecordedRequest::requestLine)
                    .containsExactly("CONNECT localhost:" + server.port() + " HTTP/1.1");
        }
    }

    @Test
    void aPlainServerBehindATlsProxyIsStillPlain() {
        try (LoopbackProxy proxy = tlsProxy();
                LoopbackServer server = server(false)) {
            HttpConnection connection = connected(
                    HttpConnector.builder()
                            .through(unresolved(proxy.port()), through(proxy, PROXY_TLS))
                            .build(),
                    server.port());
            assertThat(connection.tls()).isNull();
            assertThat(hello(connection)).isEqualTo("hello");
            connection.close().block(PATIENCE);
        }
    }

    @Test
    void whoIsTrustedAsAServerIsNotTrustedAsAProxy() {
        try (LoopbackProxy proxy = tlsProxy();
                LoopbackServer server = server(true)) {
            HttpConnectException e = failure(
                    HttpConnector.builder()
                            .through(unresolved(proxy.port()), through(proxy, SERVER_TLS))
                            .tls(SERVER_TLS)
                            .build(),
                    server.port());
            assertThat(e.phase()).isEqualTo(Phase.TUNNEL);
            assertThat(e).hasCauseInstanceOf(ProxyTlsException.class);
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void aProxyWithoutTlsIsNotSpokenToInTheClear() {
        try (LoopbackProxy proxy = LoopbackProxy.start()) {
            HttpConnectException e = failure(
                    HttpConnector.builder()
                            .through(unresolved(proxy.port()), through(proxy, PROXY_TLS))
                            .build(),
                    443);
            assertThat(e.phase()).isEqualTo(Phase.TUNNEL);
            assertThat(e).hasCauseInstanceOf(ProxyTlsException.class);
            assertThat(proxy.requests()).extracting(RecordedRequest::method).doesNotContain("CONNECT");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSocksProxyLeadsToTheProxyBehindIt(boolean secure) {
        try (SocksPeer first = SocksPeer.start();
                LoopbackProxy proxy = tlsProxy();
                LoopbackServer server = server(secure)) {
            ConnectorBuilder connector = HttpConnector.builder()
                    .through(
                            first.address(),
                            SocksTunnel.of(SocksVersion.SOCKS5H)
                                    .to("localhost", proxy.port())
                                    .then(through(proxy, PROXY_TLS)));
            HttpConnection connection =
                    connected(connector.tls(secure ? SERVER_TLS : null).build(), server.port());
            assertThat(hello(connection)).isEqualTo("hello");
            connection.close().block(PATIENCE);
            assertThat(first.targets()).containsExactly("localhost:" + proxy.port());
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void theProxyGetsFieldsOfItsOwn() {
        try (LoopbackProxy proxy = LoopbackProxy.start();
                LoopbackServer server = server(false)) {
            HttpConnector connector = HttpConnector.builder()
                    .through(unresolved(proxy.port()), ConnectTunnel.anonymous().with(HeaderList.of("X-Team", "crm")))
                    .build();
            HttpConnection connection = connected(connector, server.port());
            assertThat(hello(connection)).isEqualTo("hello");
            connection.close().block(PATIENCE);
            assertThat(proxy.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.headers("X-Team")).isEqualTo(List.of("crm")));
            assertThat(server.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.headers("X-Team")).isEmpty());
        }
    }

    private static TunnelRefusedException refusal(RawPeer proxy) {
        HttpConnectException e = failure(
                HttpConnector.builder()
                        .through(proxy.address(), ConnectTunnel.anonymous())
                        .build(),
                443);
        return (TunnelRefusedException) Objects.requireNonNull(e.getCause());
    }

    @Test
    void aRefusalComesWithItsExplanation() {
        try (RawPeer proxy = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 403 No\r\nX-Rule: 7\r\nContent-Length: 9\r\n\r\nForbidden");
            conversation.awaitEnd();
        })) {
            TunnelRefusedException e = refusal(proxy);
            assertThat(e.status()).isEqualTo(403);
            assertThat(e.answer().first("X-Rule")).isEqualTo("7");
            assertThat(e.explanation()).isEqualTo("Forbidden");
        }
    }

    @Test
    void ofALongExplanationTheBeginningIsKept() {
        try (RawPeer proxy = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.0 502 No\r\n\r\n" + "long ".repeat(100_000));
            conversation.awaitEnd();
        })) {
            assertThat(refusal(proxy).explanation()).hasSize(8 * 1024).startsWith("long long");
        }
    }

    @Test
    void anExplanationThatDoesNotComeIsNotAwaitedForLong() {
        try (RawPeer proxy = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 503 No\r\nContent-Length: 9\r\n\r\nFor");
            conversation.awaitEnd();
        })) {
            TunnelRefusedException e = refusal(proxy);
            assertThat(e.status()).isEqualTo(503);
            assertThat(e.explanation()).isEmpty();
        }
    }
}
