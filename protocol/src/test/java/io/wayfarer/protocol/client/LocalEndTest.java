/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the own end of connections is said. */
class LocalEndTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "127.0.0.1:50000, 127.0.0.1 port 50000",
        "::1, 0:0:0:0:0:0:0:1",
        "[::1], 0:0:0:0:0:0:0:1",
        "[::1]:30000, 0:0:0:0:0:0:0:1 port 30000",
        "127.0.0.1:65535, 127.0.0.1 port 65535"
    })
    void addressAndPortAreReadAsLuaHttpWritesThem(String text, String meaning) {
        assertThat(LocalEnd.parse(text)).hasToString(meaning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "127.0.0.1:0", "127.0.0.1:65536", ":80", "[::1", "a:1"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> LocalEnd.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endsThatSayTheSameAreEqual() {
        assertThat(LocalEnd.of("127.0.0.1").ports(1, 2))
                .isEqualTo(LocalEnd.of("127.0.0.1").ports(1, 2))
                .hasSameHashCodeAs(LocalEnd.of("127.0.0.1").ports(1, 2))
                .isNotEqualTo(LocalEnd.of("127.0.0.1").ports(1, 1))
                .isNotEqualTo(LocalEnd.of("127.0.0.2").ports(1, 2))
                .isNotEqualTo(LocalEnd.any());
        assertThat(LocalEnd.parse("127.0.0.1:7"))
                .isEqualTo(LocalEnd.of("127.0.0.1").ports(7, 7));
        assertThat(LocalEnd.any()).hasToString("any");
    }

    @Test
    void theAddressIsOfTheFamilyThatIsConnectedTo() throws UnknownHostException {
        LocalEnd both = LocalEnd.of("::1", "127.0.0.2").ports(5, 6);
        InetAddress version4 = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        InetAddress version6 = Inet6Address.getByAddress(new byte[16]);
        assertThat(both.address(new InetSocketAddress(version4, 80), 0))
                .isEqualTo(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), 5));
        assertThat(both.address(new InetSocketAddress(version6, 80), 3))
                .isInstanceOfSatisfying(InetSocketAddress.class, chosen -> {
                    assertThat(chosen.getAddress()).isNotInstanceOf(Inet4Address.class);
                    assertThat(chosen.getPort()).isEqualTo(6);
                });
        assertThat(LocalEnd.any().address(new InetSocketAddress(version4, 80), 0))
                .isNull();
    }
}
