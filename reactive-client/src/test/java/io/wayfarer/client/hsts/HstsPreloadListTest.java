/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HstsPreloadListTest {

    private static HstsPreloadList list(String... lines) throws IOException {
        return HstsPreloadList.read(new StringReader(String.join("\n", lines)));
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example,     true",
        "shop.example.,    true",
        "www.shop.example, false",
        "dev,              true",
        "any.thing.dev,    true",
        "xdev,             false",
        "example,          false",
        "127.0.0.1,        false",
        "'',               false"
    })
    void coversWhatItNames(String host, boolean covered) throws IOException {
        assertThat(list("# a list", "", "shop.example\t0", "dev 1").covers(host))
                .isEqualTo(covered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.example", "shop.example 2", "1", "SHOP.example 1", "a b 1", "shop.example1"})
    void aLineThatIsNoHostWithAFlagIsRefusedByNumber(String line) {
        assertThatThrownBy(() -> list("a.example 1", line))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void anEmptyListCoversNothing() throws IOException {
        assertThat(list().covers("shop.example")).isFalse();
    }

    @Test
    void theBundledListKnowsEachHostOfItsFileAndNoOther() throws IOException {
        Map<String, Boolean> hosts = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(
                        Objects.requireNonNull(HstsPreloadList.class.getResourceAsStream("preload.txt.gz"))),
                StandardCharsets.US_ASCII))) {
            lines.lines().forEach(line -> hosts.put(line.substring(0, line.indexOf('\t')), line.endsWith("1")));
        }
        assertThat(hosts.remove("1.0.0.1"))
                .as("an address is no HSTS host, RFC 6797 section 8.1.1")
                .isFalse();
        HstsPreloadList bundled = HstsPreloadList.bundled();

        assertThat(bundled.size()).isEqualTo(hosts.size()).isEqualTo(94_599);
        hosts.forEach((host, subDomains) -> {
            if (!bundled.covers(host)
                    || bundled.covers("www." + host) != expected(hosts, "www." + host)
                    || bundled.covers("x" + host) != expected(hosts, "x" + host)
                    || bundled.covers(host + "x") != expected(hosts, host + "x")) {
                throw new AssertionError(host);
            }
        });
        assertThat(bundled.covers("anything.dev")).isTrue();
    }

    private static boolean expected(Map<String, Boolean> hosts, String host) {
        if (hosts.containsKey(host)) {
            return true;
        }
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            if (hosts.getOrDefault(host.substring(dot + 1), false)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void theStoreInFrontLearnsAndForgetsAndTheListStays() throws IOException {
        HstsStore store = list("shop.example 0").behind(new InMemoryHstsStore());

        assertThat(store.learn("shop.example", "max-age=0")).isTrue();
        assertThat(store.learn("cafe.example", "max-age=10")).isTrue();

        assertThat(store.check("shop.example")).isTrue();
        assertThat(store.check("cafe.example")).isTrue();
        assertThat(store.size()).isEqualTo(1);
        assertThat(store.remove("cafe.example")).isTrue();
        assertThat(store.snapshot()).isEmpty();
        assertThat(store.purge()).isZero();
        assertThat(store.nextExpiry()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.wayfarer.fixture.HostileInput#texts")
    void hostileTextsAreReadWithoutFailure(String text) throws IOException {
        assertThat(list("a.example 1").covers(text)).isFalse();
        list("a.example 1").covers(text + ".a.example");
    }
}
