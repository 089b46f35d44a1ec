/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.protocol.connection.HttpConnection;

/** Where connections lead, and where from. */
class SocketSettingsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LoopbackServer server =
            LoopbackServer.startWith(plan -> plan.handle((in, out) -> out.sendString(Mono.just("hello"))));

    @AfterEach
    void close() {
        server.close();
    }

    private static HttpConnector connector(SocketSettings.Builder settings) {
        return HttpConnector.builder()
                .sockets(settings.build())
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** Where the connection comes from. */
    private static InetSocketAddress connect(SocketSettings.Builder settings, String host, int port) {
        HttpConnection connection =
                Objects.requireNonNull(connector(settings).connect(host, port).block(PATIENCE));
        SocketAddress from = connection.localAddress();
        connection.close().block(PATIENCE);
        return from instanceof InetSocketAddress internet ? internet : new InetSocketAddress(0);
    }

    @ParameterizedTest
    @CsvSource({"name.test:%d", "name.test", "NAME.test", "*:%d", "*"})
    void aPlaceHasTheAddressesThatTheSettingsSay(String place) {
        connect(
                SocketSettings.builder().resolve(place.formatted(server.port()), "127.0.0.1"),
                "name.test",
                server.port());
    }

    @ParameterizedTest
    @CsvSource({
        "name.test:81, 127.0.0.1:%d",
        "name.test, 127.0.0.1:%d",
        "*:81, localhost:%d",
        "name.test:81, [::ffff:127.0.0.1]:%d"
    })
    void aConnectionLeadsToAnotherPlace(String place, String other) {
        connect(SocketSettings.builder().connectTo(place, other.formatted(server.port())), "name.test", 81);
    }

    @Test
    void theMostTellingNameOfAPlaceGoesFirst() {
        SocketSettings settings = SocketSettings.builder()
                .connectTo("*", "any.test")
                .connectTo("*:80", "port.test")
                .connectTo("a.test", ":8080")
                .connectTo("a.test:80", "exact.test:1")
                .build();
        assertThat(settings.destination("a.test", 80)).isEqualTo(new Place("exact.test", 1, null));
        assertThat(settings.destination("a.test", 81)).isEqualTo(new Place("a.test", 8080, null));
        assertThat(settings.destination("b.test", 80)).isEqualTo(new Place("port.test", 80, null));
        assertThat(settings.destination("b.test", 81)).isEqualTo(new Place("any.test", 81, null));
    }

    @Test
    void aPlaceCanBeAUnixSocket(@TempDir Path folder) {
        assumeThat(Epoll.isAvailable())
                .as("SKIPPED: no native transport of Netty for this machine; on Linux add netty-transport-native-epoll")
                .isTrue();
        Path socket = folder.resolve("http.sock");
        DisposableServer there = HttpServer.create()
                .bindAddress(() -> new DomainSocketAddress(socket.toFile()))
                .handle((in, out) -> out.sendString(Mono.just("hello")))
                .bindNow(PATIENCE);
        try {
            SocketSettings.Builder settings = SocketSettings.builder().connectTo("docker", "unix:" + socket);
            connect(settings, "docker", 80);
            assertThat(settings.build().unixSocket("docker", 80)).contains(socket);
            assertThat(settings.build().unixSocket("other", 80)).isEmpty();
        } finally {
            there.disposeNow(PATIENCE);
        }
    }

    @Test
    void theOwnAddressAndPortCanBeChosenAndPortsThatAreTakenAreLeftOut() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int first = taken.getLocalPort();
            // Systems choose ports from below that one; where one is set up otherwise, there is no next port to try.
            assumeThat(first)
                    .as("SKIPPED: the system chose the last of all ports; run the test again")
                    .isLessThan(65_535);
            SocketSettings.Builder settings =
                    SocketSettings.builder().localAddresses("127.0.0.1").localPorts(first, first + 1);
            assertThat(connect(settings, "127.0.0.1", server.port()))
                    .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), first + 1));
        }
    }

    @Test
    void aNetworkInterfaceGivesTheOwnAddress() throws IOException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        SocketSettings.Builder settings = SocketSettings.builder().networkInterface(loopback.getName());
        assertThat(connect(settings, "127.0.0.1", server.port()).getAddress())
                .isIn(loopback.inetAddresses().toList());
        assertThatThrownBy(() -> SocketSettings.builder().networkInterface("no-such-interface"))
                .hasMessageContaining("no-such-interface");
    }

    @Test
    void ownAddressesOfOneFamilyLeaveOutTheOther() {
        assertThat(SocketSettings.builder().localAddresses("127.0.0.1").build().family())
                .isEqualTo(AddressFamily.IPV4);
        assertThat(SocketSettings.builder().localAddresses("::1").build().family())
                .isEqualTo(AddressFamily.IPV6);
        assertThat(SocketSettings.builder()
                        .localAddresses("::1", "127.0.0.1")
                        .build()
                        .family())
                .isEqualTo(AddressFamily.ANY);
    }

    @Test
    void aResolverOfTheApplicationsOwnTakesThePlaceOfTheDns() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        connect(
                SocketSettings.builder().resolver((String host) -> Flux.just(List.of(loopback))),
                "anything.test",
                server.port());
    }

    @Test
    void anAddressThatSwallowsEverythingIsPassedBy() throws IOException {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket silent = new ServerSocket(server.port(), 1, InetAddress.getByName("127.0.0.2"))) {
            // Its queue is full, and who still comes is not answered.
            for (int i = 0; i < 8; i++) {
                SocketChannel one = SocketChannel.open();
                one.configureBlocking(false);
                one.connect(silent.getLocalSocketAddress());
                waiting.add(one);
            }
            SocketSettings.Builder settings = SocketSettings.builder()
                    .connectionAttemptDelay(Duration.ofMillis(50))
                    .resolve("slow.test", "127.0.0.2", "127.0.0.1");
            assertThat(connect(settings, "slow.test", server.port()).getHostString())
                    .isEqualTo("127.0.0.1");
        } finally {
            for (SocketChannel one : waiting) {
                one.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a:0", "a:65536", "a:http", "http://a", "[::1", "a/b", "unix:", "::1:2:3:4:5:6:7:8:9"
            })
    void whatIsNoPlaceIsRejected(String text) {
        assertThatThrownBy(() -> SocketSettings.builder().connectTo("a.test", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no place to connect to");
    }

    @Test
    void whatMakesNoSenseIsRejected() {
        SocketSettings.Builder settings = SocketSettings.builder();
        assertThatThrownBy(() -> settings.resolve("a.test", "b.test")).hasMessageContaining("\"b.test\" is no address");
        assertThatThrownBy(() -> settings.resolve("unix:/run/x.sock", "::1")).hasMessageContaining("resolve: unix:");
        assertThatThrownBy(() -> settings.connectionAttemptDelay(Duration.ofMillis(9)))
                .hasMessage("connectionAttemptDelay: PT0.009S (expected: PT0.01S to PT2S)");
        assertThatThrownBy(() -> settings.localPorts(2000, 1999)).hasMessageContaining("localPorts: 2000 to 1999");
        assertThatThrownBy(() -> DnsSettings.builder().ttl(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("minTtl");
    }
}
