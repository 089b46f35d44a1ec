/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.SocksPeer;
import io.wayfarer.protocol.socks.SocksVersion;

/** Which addresses are connected to, and from which. */
class ConnectAddressesTest extends ConnectorCase {

    private static SocketSettings only(AddressFamily family) {
        return SocketSettings.builder().family(family).build();
    }

    @Test
    void theOwnAddressCanBeChosen() {
        List<InetAddress> clients = new CopyOnWriteArrayList<>();
        try (LoopbackServer server = LoopbackServer.startWith(plan -> plan.handle((in, out) -> {
            clients.add(Objects.requireNonNull(in.remoteAddress()).getAddress());
            return out.sendString(Mono.just("hello"));
        }))) {
            spoken(HttpConnector.builder()
                    .sockets(
                            SocketSettings.builder().localAddresses("127.0.0.7").build())
                    .build()
                    .connect("127.0.0.1", server.port()));
            assertThat(clients).extracting(InetAddress::getHostAddress).containsExactly("127.0.0.7");
        }
    }

    @Test
    void addressesOfAnotherFamilyAreLeftOut() {
        try (LoopbackServer server = plainServer()) {
            HttpConnector four =
                    HttpConnector.builder().sockets(only(AddressFamily.IPV4)).build();
            assertThat(spoken(four.connect("localhost", server.port()))).isEqualTo("HTTP/1.1 hello");

            HttpConnectException e = failure(
                    four.toBuilder().sockets(only(AddressFamily.IPV6)).build().connect("127.0.0.1", server.port()));
            assertThat(e).hasRootCauseInstanceOf(RefusedAddressException.class).hasMessageContaining("IPV6");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::ffff:127.0.0.1", "[::ffff:7f00:1]"})
    void addressesThatTheFilterRefusesAreNotConnectedTo(String host) {
        try (LoopbackServer server = plainServer()) {
            HttpConnectException e = failure(HttpConnector.builder()
                    .addresses(AddressSelector.passing(address -> !address.isLoopbackAddress()))
                    .build()
                    .connect(host, server.port()));
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            RefusedAddressException.class,
                            refused -> assertThat(refused.addresses()).contains("127.0.0.1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:127.0.0.1", "[::ffff:7f00:1]", "127.0.0.1"})
    void version6AloneLeavesOutAddressesOfVersion4InAnyForm(String host) {
        try (LoopbackServer server = plainServer()) {
            assertThat(failure(HttpConnector.builder()
                                    .sockets(only(AddressFamily.IPV6))
                                    .build()
                                    .connect(host, server.port()))
                            .getCause())
                    .isInstanceOf(RefusedAddressException.class);
            assertThat(spoken(HttpConnector.create().connect(host, server.port())))
                    .isEqualTo("HTTP/1.1 hello");
        }
    }

    @Test
    void whatIsLookedUpHereForASocksProxyIsSelectedToo() {
        try (SocksPeer proxy = SocksPeer.start()) {
            HttpConnectException e = failure(HttpConnector.builder()
                    .through(proxy.address(), SocksTunnel.of(SocksVersion.SOCKS5))
                    .addresses(AddressSelector.passing(address -> !address.isLoopbackAddress()))
                    .build()
                    .connect("localhost", 80));
            assertThat(e).hasCauseInstanceOf(RefusedAddressException.class);
            assertThat(proxy.targets()).isEmpty();
        }
    }
}
