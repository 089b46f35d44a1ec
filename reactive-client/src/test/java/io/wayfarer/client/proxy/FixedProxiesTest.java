/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

class FixedProxiesTest {

    private static final FixedProxies PROXIES = FixedProxies.builder()
            .all("proxy.url", "p:1")
            .https("proxy.https", "socks5://s:2")
            .noProxy("proxy.no-proxy", "localhost,10.0.0.0/8,[::1]:8080")
            .build();

    @ParameterizedTest
    @CsvSource({
        "http://a.example/,    http://p:1 (proxy.url)",
        "ws://a.example/,      http://p:1 (proxy.url)",
        "https://a.example/,   socks5://s:2 (proxy.https)",
        "wss://a.example/,     socks5://s:2 (proxy.https)",
        "http://localhost/,    direct (proxy.no-proxy matches localhost)",
        "https://10.1.2.3/,    'direct (proxy.no-proxy matches 10.0.0.0/8)'",
        "http://[::1]:8080/,   direct (proxy.no-proxy matches [::1]:8080)",
        "http://[::1]/,        http://p:1 (proxy.url)"
    })
    void theSchemeChoosesTheProxyAndTheListTheExceptions(String url, String route) {
        assertThat(PROXIES.select(HttpUrl.parse(url))).hasToString(route);
    }

    @Test
    void withoutAProxyItSaysNothing() {
        assertThat(FixedProxies.builder().noProxy("x", "*").build().select(HttpUrl.parse("http://a.example/")))
                .isNull();
        assertThat(RouteSelector.direct().select(HttpUrl.parse("http://a.example/")))
                .isSameAs(Route.DIRECT);
    }

    @Test
    void aBadUrlNamesItsSource() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedProxies.builder().all("wayfarer.client.proxy.url", "ftp://p"))
                .withMessageStartingWith("wayfarer.client.proxy.url has an unknown scheme");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "http://a:1;                  http://a:1 (x)",
                "http://a:1, socks5://b:2;    http://a:1, socks5://b:2 (x)",
                "http://a:1,b:2,DIRECT;       http://a:1, http://b:2, direct (x)",
                "direct;                      direct (x)"
            })
    void severalAreTriedOneAfterAnother(String list, String route) {
        assertThat(FixedProxies.builder().all("x", list).build().select(HttpUrl.parse("http://a.example/")))
                .hasToString(route);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "direct,http://a:1; behind the last resort",
                "http://a:1,; no host",
                "direct,; behind the last resort"
            })
    void aListWithAHoleOrATailIsRefused(String list, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedProxies.builder().all("x", list))
                .withMessageStartingWith("x has ")
                .withMessageContaining(why);
    }
}
