/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.error.BlockedAddressException;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.ProxyOptions;
import io.wayfarer.client.transport.PoolUse;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.Http2Proxy;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.SocksPeer;
import io.wayfarer.protocol.client.LocalEnd;

/** Where the connections of one request come from. All of 127.0.0.0/8 is this machine's own. */
class LocalEndTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LocalEnd TWO = LocalEnd.of("127.0.0.2");
    private static final LocalEnd THREE = LocalEnd.of("127.0.0.3");

    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
            .build());
    private final ReactiveHttpClient http =
            ReactiveHttpClient.builder().transport(transport).build();
    private final LoopbackServer server = telling();

    @AfterEach
    void close() {
        server.close();
        transport.dispose();
    }

    /** Tells its clients where they come from; as a forwarding proxy, too. */
    private static LoopbackServer telling() {
        return LoopbackServer.startWith(plan ->
                plan.handle((in, out) -> out.sendString(Mono.just(text(Objects.requireNonNull(in.remoteAddress()))))));
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private String seen(UnaryOperator<RequestSpec> change) {
        return Objects.requireNonNull(
                change.apply(http.get(server.uri("/"))).bodyAsString().block(PATIENCE));
    }

    @Test
    void aRequestComesFromWhereItSaysAndTheNextOneFromWhereItsClientDoes() {
        assertThat(seen(request -> request.from(TWO))).startsWith("127.0.0.2:");
        assertThat(seen(request -> request)).startsWith("127.0.0.1:");
        assertThat(seen(request -> request.from(THREE))).startsWith("127.0.0.3:");
    }

    @Test
    void connectionsAreUsedAgainByThoseWhoComeFromThereAndByNobodyElse() {
        String fromTwo = seen(request -> request.from(TWO));
        String fromAnywhere = seen(request -> request);
        assertThat(seen(request -> request.from(LocalEnd.of("127.0.0.2")))).isEqualTo(fromTwo);
        assertThat(seen(request -> request)).isEqualTo(fromAnywhere);
        assertThat(seen(request -> request.from(THREE))).isNotEqualTo(fromTwo);
        assertThat(transport.use()).isEqualTo(new PoolUse(3, 0));
    }

    @Test
    void aPortCanBeSaidToo() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 2}))) {
            port = free.getLocalPort();
        }
        assertThat(seen(request -> request.from(LocalEnd.parse("127.0.0.2:" + port))))
                .isEqualTo("127.0.0.2:" + port);
    }

    @Test
    void anInterfaceGivesItsAddresses() throws IOException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        assertThat(seen(request -> request.from(LocalEnd.ofInterface(loopback.getName()))))
                .startsWith("127.0.0.1:");
    }

    @Test
    void eachHopComesFromThere() {
        try (LoopbackServer first = LoopbackServer.start(routes -> routes.get(
                "/",
                (in, out) -> out.status(302)
                        .header("Location", server.uri("/").toString())
                        .send()))) {
            assertThat(http.get(first.uri("/")).from(TWO).bodyAsString().block(PATIENCE))
                    .startsWith("127.0.0.2:");
        }
    }

    @Test
    void proxiesAreConnectedToFromThere() {
        Proxy forwarder = new Proxy(Proxy.Kind.HTTP, "127.0.0.1", server.port(), null, null);
        assertThat(http.get("http://shop.test/")
                        .proxy(forwarder)
                        .from(TWO)
                        .bodyAsString()
                        .block(PATIENCE))
                .startsWith("127.0.0.2:");

        LoopbackTls tls = LoopbackTls.localhost();
        try (LoopbackServer secure = LoopbackServer.start(tls, routes -> routes.get("/", (in, out) -> out.send()));
                LoopbackProxy tunnels = LoopbackProxy.start();
                SocksPeer socks = SocksPeer.start();
                Http2Proxy http2 = Http2Proxy.start()) {
            String url = secure.uri("localhost", "/").toString();
            ProxyOptions inHttp2 = ProxyOptions.NONE.speakingHttp2();
            assertThat(ownAddress(url, new Proxy(Proxy.Kind.HTTP, "127.0.0.1", tunnels.port(), null, null)))
                    .isEqualTo("127.0.0.2");
            assertThat(ownAddress(
                            url,
                            new Proxy(
                                    Proxy.Kind.SOCKS5,
                                    "127.0.0.1",
                                    socks.address().getPort(),
                                    null,
                                    null)))
                    .isEqualTo("127.0.0.2");
            assertThat(ownAddress(url, new Proxy(Proxy.Kind.HTTP, "127.0.0.1", http2.port(), null, null).with(inHttp2)))
                    .isEqualTo("127.0.0.2");
        }
    }

    private String ownAddress(String url, Proxy proxy) {
        return Objects.requireNonNull(http.get(url)
                .proxy(proxy)
                .from(TWO)
                .exchange(answer -> answer.discard()
                        .then(Mono.fromCallable(() ->
                                answer.localAddress().orElseThrow().getAddress().getHostAddress())))
                .block(PATIENCE));
    }

    @Test
    void aStreamOfBytesComesFromThereToo() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Tunnel tunnel = Objects.requireNonNull(http.connect("127.0.0.1:" + listener.getLocalPort())
                    .direct()
                    .from(TWO)
                    .open()
                    .block(PATIENCE));
            try (Socket accepted = listener.accept()) {
                assertThat(accepted.getInetAddress().getHostAddress()).isEqualTo("127.0.0.2");
            } finally {
                tunnel.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachFaceSaysIt(ClientFace face) {
        assertThat(face.get(http, server.uri("/").toString(), request -> request.from(TWO)))
                .startsWith("127.0.0.2:");
    }

    @Test
    void anAddressThatIsNotOursFailsAsAConnectionDoes() {
        StepVerifier.create(http.get(server.uri("/"))
                        .from(LocalEnd.of("192.0.2.1")) // RFC 5737: nobody's
                        .bodyAsString())
                .expectError(ConnectionException.class)
                .verify(PATIENCE);
    }

    @Test
    void aServerOfTheOtherFamilyIsOutOfReach() {
        StepVerifier.create(http.get(server.uri("/")).from(LocalEnd.of("::1")).bodyAsString())
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(BlockedAddressException.class)
                        .hasMessageContaining("IPV6"))
                .verify(PATIENCE);
    }
}
