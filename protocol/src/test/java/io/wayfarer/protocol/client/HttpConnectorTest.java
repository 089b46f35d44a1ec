/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.ExtendedSSLSession;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.ssl.SslHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.fixture.RecordedRequest;
import io.wayfarer.fixture.SocksPeer;
import io.wayfarer.protocol.client.HttpConnectException.Phase;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.h2.Http2Settings;
import io.wayfarer.protocol.socks.SocksVersion;
import io.wayfarer.protocol.tls.ClientTls;

/** What is spoken, on which way. */
class HttpConnectorTest extends ConnectorCase {

    @Test
    void withoutTlsItSpeaksHttp11() {
        try (LoopbackServer server = plainServer()) {
            assertThat(spoken(HttpConnector.create().connect("127.0.0.1", server.port())))
                    .isEqualTo("HTTP/1.1 hello");
        }
    }

    @Test
    void overTlsItSpeaksWhatAlpnAgreesUpon() {
        HttpConnector connector = HttpConnector.builder().tls(TLS).build();
        try (LoopbackServer server = http2Server()) {
            assertThat(spoken(connector.connect("localhost", server.port()))).isEqualTo("HTTP/2 hello");
        }
        try (LoopbackServer old = LoopbackServer.startWith(
                LoopbackTls.localhost(), plan -> plan.handle((in, out) -> out.sendString(Mono.just("hello"))))) {
            assertThat(spoken(connector.connect("localhost", old.port()))).isEqualTo("HTTP/1.1 hello");
        }
    }

    @Test
    void aVersionAskedForIsTheOneThatIsSpoken() {
        ClientTls onlyOld = ClientTls.builder()
                .trust(LoopbackTls.localhost().trustManagerFactory())
                .versions(EnumSet.of(ProtocolVersion.HTTP_1_1))
                .build();
        try (LoopbackServer server = http2Server()) {
            assertThat(spoken(HttpConnector.builder()
                            .tls(onlyOld)
                            .version(ProtocolVersion.HTTP_1_1)
                            .build()
                            .connect("localhost", server.port())))
                    .isEqualTo("HTTP/1.1 hello");
        }
        try (LoopbackServer old = LoopbackServer.startWith(
                LoopbackTls.localhost(), plan -> plan.handle((in, out) -> out.sendString(Mono.just("hello"))))) {
            HttpConnectException e = failure(HttpConnector.builder()
                    .tls(TLS)
                    .version(ProtocolVersion.HTTP_2)
                    .build()
                    .connect("localhost", old.port()));
            assertThat(e.phase()).isEqualTo(Phase.NEGOTIATE);
            assertThat(e).hasMessageContaining("not to HTTP/2");
        }
    }

    @Test
    void requestsSayTheOldVersionWhenThatIsAskedFor() {
        try (RawPeer peer = RawPeer.answering("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello")) {
            HttpConnector old =
                    HttpConnector.builder().version(ProtocolVersion.HTTP_1_0).build();
            assertThat(spoken(old.connect("127.0.0.1", peer.port()))).endsWith("hello");
            assertThat(peer.heads()).singleElement().asString().startsWith("GET / HTTP/1.0\r\n");
        }
    }

    @Test
    void theServerIsToldTheSettingsGiven() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        byte[] window = {0, 4, 0, 1, (byte) 0xe2, 0x40}; // SETTINGS_INITIAL_WINDOW_SIZE: 123456
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.read(24); // the preface
            byte[] header = conversation.read(9);
            byte[] settings = conversation.read(header[2]);
            for (int i = 0; i < settings.length; i += 6) {
                if (Arrays.equals(Arrays.copyOfRange(settings, i, i + 6), window)) {
                    told.countDown();
                }
            }
            conversation.write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0}); // SETTINGS of its own
            conversation.read(1);
            conversation.read(8192);
        })) {
            HttpConnector connector = HttpConnector.builder()
                    .version(ProtocolVersion.HTTP_2)
                    .http2(Http2Settings.builder().initialWindowSize(123_456).build())
                    .build();
            HttpConnection connection = got(connector.connect("127.0.0.1", peer.port()));
            assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
            connection.close().block(PATIENCE);
        }
    }

    @Test
    void http2IsSpokenWithPriorKnowledge() {
        try (LoopbackServer server = LoopbackServer.startWith(
                plan -> plan.protocol(HttpProtocol.H2C).handle((in, out) -> out.sendString(Mono.just("hello"))))) {
            assertThat(spoken(HttpConnector.builder()
                            .version(ProtocolVersion.HTTP_2)
                            .build()
                            .connect("127.0.0.1", server.port())))
                    .isEqualTo("HTTP/2 hello");
        }
    }

    @Test
    void theServersNameIsSentUnlessItIsTurnedOff() {
        List<String> names = new CopyOnWriteArrayList<>();
        try (LoopbackServer server = LoopbackServer.startWith(plan -> plan.protocol(HttpProtocol.H2)
                .secure(spec -> spec.sslContext((GenericSslContextSpec<?>)
                        Http2SslContextSpec.forServer(LoopbackTls.localhost().keyManagerFactory())))
                .handle((in, out) -> {
                    in.withConnection(stream -> {
                        SslHandler tls = stream.channel().parent().pipeline().get(SslHandler.class);
                        names.add(((ExtendedSSLSession) tls.engine().getSession())
                                .getRequestedServerNames()
                                .toString());
                    });
                    return out.sendString(Mono.just("hello"));
                }))) {
            assertThat(spoken(HttpConnector.builder().tls(TLS).build().connect("localhost", server.port())))
                    .isEqualTo("HTTP/2 hello");
            ClientTls nameless = ClientTls.builder()
                    .trust(LoopbackTls.localhost().trustManagerFactory())
                    .withoutServerName()
                    .build();
            assertThat(spoken(HttpConnector.builder().tls(nameless).build().connect("localhost", server.port())))
                    .isEqualTo("HTTP/2 hello");
            assertThat(names).hasSize(2);
            assertThat(names.get(0)).contains("localhost");
            assertThat(names.get(1)).isEqualTo("[]");
        }
    }

    @Test
    void aUnixSocketIsConnectedTo(@TempDir Path folder) {
        assumeThat(Epoll.isAvailable())
                .as("SKIPPED: no native transport of Netty for this machine; on Linux add netty-transport-native-epoll")
                .isTrue();
        Path socket = folder.resolve("http.sock");
        DisposableServer server = HttpServer.create()
                .bindAddress(() -> new DomainSocketAddress(socket.toFile()))
                .handle((in, out) -> out.sendString(Mono.just("hello")))
                .bindNow(PATIENCE);
        try {
            assertThat(spoken(HttpConnector.create().connect(socket, "localhost")))
                    .isEqualTo("HTTP/1.1 hello");
        } finally {
            server.disposeNow(PATIENCE);
        }
    }

    @Test
    void aChannelThatIsConnectedAlreadyIsSpokenOn() {
        try (LoopbackServer server = http2Server()) {
            Channel channel = new Bootstrap()
                    .group(HttpConnector.create().loops())
                    .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                    .handler(new ChannelHandlerAdapter() {})
                    .connect(server.address())
                    .syncUninterruptibly()
                    .channel();
            assertThat(spoken(HttpConnector.builder().tls(TLS).build().negotiate(channel, "localhost", server.port())))
                    .isEqualTo("HTTP/2 hello");
        }
    }

    @Test
    void aTunnelLeadsThroughAnHttpProxy() {
        try (LoopbackProxy proxy =
                        LoopbackProxy.builder().credentials("ada", "secret").start();
                LoopbackServer server = http2Server()) {
            InetSocketAddress address = InetSocketAddress.createUnresolved("localhost", proxy.port());
            assertThat(spoken(HttpConnector.builder()
                            .through(address, ConnectTunnel.of("ada", "secret"))
                            .tls(TLS)
                            .build()
                            .connect("localhost", server.port())))
                    .isEqualTo("HTTP/2 hello");
            assertThat(proxy.requests())
                    .extracting(RecordedRequest::requestLine)
                    .containsExactly("CONNECT localhost:" + server.port() + " HTTP/1.1");

            HttpConnectException e = failure(HttpConnector.builder()
                    .through(address, ConnectTunnel.anonymous())
                    .build()
                    .connect("localhost", server.port()));
            assertThat(e.phase()).isEqualTo(Phase.TUNNEL);
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            TunnelRefusedException.class,
                            refused -> assertThat(refused.status()).isEqualTo(407));
        }
    }

    @Test
    void aChannelIsClosedWhenNobodyWaitsForItAnyMore() {
        try (LoopbackServer server = plainServer()) {
            HttpConnector connector = HttpConnector.builder().build();
            Channel channel = got(connector.connect("127.0.0.1", server.port())).channel();
            connector.negotiate(channel, "127.0.0.1", server.port()).subscribe(new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    subscription.cancel();
                }
            });
            assertThat(channel.closeFuture().awaitUninterruptibly(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SocksVersion.class,
            names = {"SOCKS4A", "SOCKS5", "SOCKS5H"})
    void aTunnelLeadsThroughASocksProxy(SocksVersion version) {
        try (LoopbackServer server = http2Server();
                SocksPeer proxy = SocksPeer.start()) {
            assertThat(spoken(HttpConnector.builder()
                            .through(proxy.address(), SocksTunnel.of(version))
                            .tls(TLS)
                            .build()
                            .connect("localhost", server.port())))
                    .isEqualTo("HTTP/2 hello");
            assertThat(proxy.targets())
                    .singleElement()
                    .asString()
                    .isEqualTo((version == SocksVersion.SOCKS5 ? "127.0.0.1:" : "localhost:") + server.port());
        }
    }
}
