/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.HostileInput;

@Timeout(10)
class AuthorityTest {

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org, -1, example.org",
        "Example.ORG:8080, example.org, 8080, example.org:8080",
        "example.org:, example.org, -1, example.org",
        "example.org:0, example.org, 0, example.org:0",
        "example.org:65535, example.org, 65535, example.org:65535",
        "example.org:00080, example.org, 80, example.org:80",
        "127.0.0.1:80, 127.0.0.1, 80, 127.0.0.1:80",
        "[::1], ::1, -1, [::1]",
        "[2001:DB8:0:0::1]:443, 2001:db8::1, 443, [2001:db8::1]:443",
        "[fe80::1%25eth0]:80, fe80::1%eth0, 80, [fe80::1%25eth0]:80",
        "under_score, under_score, -1, under_score",
        "a%20b, a%20b, -1, a%20b",
        "1.2.3.256, 1.2.3.256, -1, 1.2.3.256"
    })
    void hostAndPortAreToldApartAndJoinedAgain(String text, String host, int port, String joined) {
        assertThat(Authority.parse(text)).contains(new Authority(host, port));
        assertThat(Authority.parse(text).orElseThrow().host()).isEqualTo(host);
        assertThat(Authority.parse(text).orElseThrow()).hasToString(joined);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":80",
                "user@example.org",
                "user:pw@example.org:80",
                "example.org:65536",
                "example.org:+80",
                "example.org:-1",
                "example.org:8o",
                "example.org:80:80",
                "example.org: 80",
                "example.org/",
                "a b",
                "::1",
                "[::1",
                "[::1]x",
                "[::1]80",
                "[::1]:x",
                "[]",
                "[]:80",
                "[127.0.0.1]",
                "[v1.a]",
                "bücher.example",
                "a%2",
                "a%zz",
                "a\r\nHost: b",
                "a\0",
                "example.org:８０",
                "a#b",
                "a?b",
                "a\\b"
            })
    void whatIsNoAuthorityIsRefused(String text) {
        assertThat(Authority.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"http, 80", "https, 443", "ws, 80", "wss, 443", "HTTPS, 443"})
    void aSchemeHasADefaultPort(String scheme, int port) {
        assertThat(Authority.defaultPort(scheme)).hasValue(port);
        assertThat(Authority.of("a").port(scheme)).hasValue(port);
        assertThat(new Authority("a", 81).port(scheme)).hasValue(81);
        assertThat(new Authority("a", port).withoutDefaultPort(scheme)).hasToString("a");
        assertThat(new Authority("a", 81).withoutDefaultPort(scheme)).hasToString("a:81");
        assertThat(Authority.of("a").withPort(scheme)).hasToString("a:" + port);
        assertThat(new Authority("a", 81).withPort(scheme)).hasToString("a:81");
    }

    @Test
    void anUnknownSchemeHasNoDefaultPort() {
        assertThat(Authority.defaultPort("gopher")).isEmpty();
        assertThat(Authority.of("a").port("gopher")).isEmpty();
        assertThat(Authority.of("a").withPort("gopher")).isEqualTo(Authority.of("a"));
    }

    @Test
    void aHostFromTheProgramMayHaveBracketsOrNot() {
        assertThat(new Authority("[::1]", 80))
                .isEqualTo(new Authority("::1", 80))
                .hasToString("[::1]:80");
    }

    @ParameterizedTest
    @CsvSource({"'', 80", "a b, 80", "a:80, 80", "bücher.example, 80", "a, 65536", "a, -2"})
    void aHostOrPortFromTheProgramThatIsNoneIsAnError(String host, int port) {
        assertThatThrownBy(() -> new Authority(host, port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: ");
    }

    @ParameterizedTest
    @MethodSource("io.wayfarer.fixture.HostileInput#texts")
    void hostileTextIsReadOrRefusedButNeverThrows(String text) {
        Authority.parse(text).ifPresent(this::roundTrips);
    }

    @Test
    void whatIsReadIsReadAgainFromItsTextForm() {
        HostileInput.random(5, 100_000, 8, "a", "A", ":", "80", "[", "]", "::", "1", "%25", "%", "@", ".", "\ud83d")
                .forEach(text -> Authority.parse(text).ifPresent(this::roundTrips));
    }

    private void roundTrips(Authority authority) {
        assertThat(Authority.parse(authority.toString())).contains(authority);
    }
}
