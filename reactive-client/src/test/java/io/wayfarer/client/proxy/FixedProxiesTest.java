/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.test.StepVerifier;

import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.hop.HopSite;
import io.wayfarer.client.hop.HopStage;
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
    void withoutAProxyAllIsDirect() {
        assertThat(FixedProxies.builder().noProxy("x", "*").build().select(HttpUrl.parse("http://a.example/")))
                .isSameAs(Route.DIRECT);
        assertThat(RouteSelector.direct().select(HttpUrl.parse("http://a.example/")))
                .isSameAs(Route.DIRECT);
    }

    @Test
    void aBadUrlNamesItsSource() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedProxies.builder().all("wayfarer.client.proxy.url", "https://p"))
                .withMessageStartingWith("wayfarer.client.proxy.url names a proxy");
    }

    @Test
    void thePolicyGivesEachHopTheRouteOfItsFinalUrl() {
        ProxyPolicy policy = new ProxyPolicy(PROXIES);
        Hop hop = new Hop(
                1, HttpMethod.GET, HttpUrl.parse("http://a.example/"), HopReason.USER, new HttpHeaders(), HopSite.USER);
        hop.redirectTo(hop.url().upgraded(), HopReason.HSTS);
        StepVerifier.create(policy.prepare(hop)).expectComplete().verify(Duration.ofSeconds(1));
        assertThat(hop.route()).hasToString("socks5://s:2 (proxy.https)");
        assertThat(policy.stage()).isEqualTo(HopStage.PROXY);
        assertThat(policy.name()).isEqualTo("proxy");
    }
}
