/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4632 section 3.1, RFC 4291 section 2.3. */
class IpNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.0.0.0/9, 10.127.255.255, true",
        "10.0.0.0/9, 10.128.0.0, false",
        "10.0.0.7, 10.0.0.7, true",
        "10.0.0.7, 10.0.0.6, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "fd00::/8, fd12::1, true",
        "fd00::/8, fe80::1, false",
        "::/0, 10.0.0.1, false",
    })
    void aNetworkHoldsTheAddressesThatShareItsFirstBits(String network, String address, boolean held) throws Exception {
        assertThat(IpNetwork.parse(network)
                        .orElseThrow()
                        .contains(InetAddress.getByName(address).getAddress()))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0/",
                "10.0.0.0/33",
                "::/129",
                "10.0.0.0/-1",
                "10.0.0.0/1x",
                "name/8",
                "fe80::1%eth0/64"
            })
    void whatIsNoNetworkIsNotRead(String text) {
        assertThat(IpNetwork.parse(text)).isEmpty();
    }
}
