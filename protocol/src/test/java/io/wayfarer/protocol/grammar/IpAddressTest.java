/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.HostileInput;

@Timeout(10)
class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "127.0.0.1, 127.0.0.1",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "[::], ::",
        "::1, ::1",
        "[::1], ::1",
        "1::, 1::",
        "2001:DB8:0:0:8:800:200C:417A, 2001:db8::8:800:200c:417a",
        "FF01:0:0:0:0:0:0:101, ff01::101",
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "::ffff:192.0.2.128, ::ffff:c000:280",
        "::13.1.68.3, ::d01:4403",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:192.0.2.33, 1:2:3:4:5:6:c000:221",
        "fe80::1%eth0, fe80::1%eth0",
        "[fe80::1%25eth0], fe80::1%eth0",
        "[fe80::1%eth0], fe80::1%eth0",
        "fe80::1%25, fe80::1%25"
    })
    void anAddressHasOneCanonicalForm(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasValueSatisfying(address -> {
            assertThat(address).hasToString(canonical);
            assertThat(IpAddress.parse(address.toString())).contains(address);
            assertThat(IpAddress.parse(address.toUriHost())).contains(address);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.4.",
                ".1.2.3.4",
                "1..3.4",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.04",
                "0x7f.0.0.1",
                "2130706433",
                "1.2.3.4 ",
                "1.2.3.-4",
                "1.2.3.4%eth0",
                "[1.2.3.4]",
                "١.٢.٣.٤",
                ":",
                ":::",
                "1:",
                ":1",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "12345::",
                "g::",
                "::1.2.3",
                "::1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::256.1.1.1",
                "::01.2.3.4",
                "[::1",
                "::1]",
                "[[::1]]",
                "[]",
                "[",
                "]",
                "fe80::1%",
                "[fe80::1%]",
                "fe80::1%eth 0",
                "fe80::1%eth0%eth1",
                "::１",
                "1::\0",
                "::1/64",
                "v1.fe80"
            })
    void whatIsNoAddressIsAName(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
        assertThat(IpAddress.isLiteral(text)).isFalse();
        assertThat(IpAddress.isCanonical(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.4, true",
        "::1, true",
        "[::1], true",
        "::ffff:c000:280, true",
        "fe80::1%eth0, true",
        "[fe80::1%25eth0], true",
        "[fe80::1%eth0], false",
        "fe80::1%25eth0, true",
        "::FFFF:c000:280, false",
        "::ffff:192.0.2.128, false",
        "0::1, false",
        "[0:0:0:0:0:0:0:1], false"
    })
    void onlyTheCanonicalFormIsCanonical(String text, boolean canonical) {
        assertThat(IpAddress.isCanonical(text)).isEqualTo(canonical);
        assertThat(IpAddress.isLiteral(text)).isTrue();
    }

    @Test
    void aMappedAddressStaysIpv6AndItsBytesAreACopy() {
        IpAddress mapped = IpAddress.parse("::ffff:1.2.3.4").orElseThrow();
        assertThat(mapped.isIpv6()).isTrue();
        assertThat(mapped.isIpv4()).isFalse();
        mapped.bytes()[0] = 1;
        assertThat(mapped.bytes()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 2, 3, 4);
        assertThat(IpAddress.parse("1.2.3.4").orElseThrow())
                .isNotEqualTo(mapped)
                .satisfies(address -> assertThat(address.isIpv4()).isTrue());
    }

    @Test
    void aZoneBelongsToTheAddress() {
        IpAddress zoned = IpAddress.parse("[fe80::1%25eth0]").orElseThrow();
        assertThat(zoned.zone()).contains("eth0");
        assertThat(zoned.toUriHost()).isEqualTo("[fe80::1%25eth0]");
        assertThat(zoned).isNotEqualTo(IpAddress.parse("fe80::1").orElseThrow());
        assertThat(zoned)
                .isEqualTo(IpAddress.parse("FE80::1%eth0").orElseThrow())
                .hasSameHashCodeAs(IpAddress.parse("FE80::1%eth0").orElseThrow());
    }

    @Test
    void theCanonicalFormMeansTheSameAddressToTheJdk() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            for (int zeros = random.nextInt(4) * bytes.length / 4; zeros > 0; zeros--) {
                bytes[random.nextInt(bytes.length)] = 0;
            }
            InetAddress expected = InetAddress.getByAddress(bytes);
            IpAddress address = IpAddress.parse(expected.getHostAddress()).orElseThrow();
            assertThat(address.bytes()).isEqualTo(expected.getAddress());
            assertThat(IpAddress.isCanonical(address.toString())).isTrue();
            assertThat(InetAddress.getAllByName(address.toString())).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("io.wayfarer.fixture.HostileInput#texts")
    void hostileTextIsNoAddress(String text) {
        assertThat(IpAddress.isLiteral(text)).isFalse();
    }

    @Test
    void whatLooksLikeAnAddressNeverThrowsAndRoundTripsWhenItIsOne() {
        HostileInput.random(4, 100_000, 10, "1", "ff", ":", "::", ".", "[", "]", "%", "25", "0", "1.2.3.4", "\0")
                .forEach(text -> IpAddress.parse(text).ifPresent(address -> {
                    assertThat(IpAddress.parse(address.toString())).contains(address);
                    assertThat(IpAddress.parse(address.toUriHost())).contains(address);
                }));
    }
}
