/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.client.url.HttpUrl;

class ProxyRulesTest {

    private static final ProxyRules RULES = ProxyRules.builder()
            .rule("rules[0]", List.of("status.corp.example"), List.of("https"), "socks5h://s:1")
            .rule("rules[1]", List.of(".corp.example", "10.0.0.0/8", "[::1]:8080"), List.of(), "direct")
            .rule("rules[2]", List.of(), List.of("ws", "WSS"), "http://w:2")
            .rule("rules[3]", List.of("*"), List.of("https"), "http://u:s3cret@p:3")
            .build();

    @ParameterizedTest
    @CsvSource({
        "https://status.corp.example/,    socks5h://s:1 (rules[0] matches status.corp.example)",
        "https://v1.status.corp.example/, socks5h://s:1 (rules[0] matches status.corp.example)",
        "http://status.corp.example/,     direct (rules[1] matches .corp.example)",
        "https://www.corp.example/,       direct (rules[1] matches .corp.example)",
        "wss://10.1.2.3/,                 direct (rules[1] matches 10.0.0.0/8)",
        "ws://[::1]:8080/,                direct (rules[1] matches [::1]:8080)",
        "ws://[::1]/,                     http://w:2 (rules[2])",
        "wss://a.example/,                http://w:2 (rules[2])",
        "https://a.example/,              http://***@p:3 (rules[3] matches *)",
        "http://a.example/,               nothing"
    })
    void theFirstRuleThatMatchesCounts(String url, String route) {
        assertThat(Objects.toString(RULES.select(HttpUrl.parse(url)), "nothing"))
                .isEqualTo(route);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*.example",
                "http://a",
                "a b",
                "a,b",
                "a:0",
                "a:x",
                "10.0.0.0/33",
                "10.0.0.0/",
                "m\u00fcnchen.example",
                "a/b",
                "[::1",
                "."
            })
    void aHostThatWouldNeverMatchIsRefused(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyRules.builder().rule("rules[7]", List.of(host), List.of(), "direct"))
                .withMessageStartingWith("rules[7] has \"" + host + "\", which is no host. Write a name");
    }

    @Test
    void anUnknownSchemeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyRules.builder().rule("rules[7]", List.of(), List.of("ftp"), "direct"))
                .withMessage("rules[7] has the unknown scheme \"ftp\". Write http, https, ws or wss.");
    }

    @Test
    void aBadProxyIsRefusedByTheNameOfItsRule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyRules.builder().rule("rules[7]", List.of(), List.of(), "gopher://u:s3cret@p"))
                .withMessageStartingWith("rules[7] has an unknown scheme")
                .satisfies(e -> assertThat(e).message().doesNotContain("s3cret"));
    }

    @Test
    void isShownWithoutPasswords() {
        assertThat(RULES)
                .hasToString(
                        "rules {socks5h://s:1 (rules[0]), direct (rules[1]), http://w:2 (rules[2]), http://***@p:3 (rules[3])}");
    }
}
