/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.test.StepVerifier;

import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopAnswer;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.hop.HopSite;
import io.wayfarer.client.hop.HopStage;
import io.wayfarer.client.url.HttpUrl;

class HstsPolicyTest {

    private final HstsStore store = new InMemoryHstsStore();

    private final HstsPolicy policy = new HstsPolicy(store);

    private static Hop hop(String url) {
        return new Hop(1, HttpMethod.GET, HttpUrl.parse(url), HopReason.USER, new HttpHeaders(), HopSite.USER);
    }

    private Hop prepared(String url) {
        Hop hop = hop(url);
        StepVerifier.create(policy.prepare(hop)).expectComplete().verify(Duration.ofSeconds(1));
        return hop;
    }

    private void answered(String url, boolean authenticated, String... values) {
        HttpHeaders headers = new HttpHeaders();
        for (String value : values) {
            headers.add("strict-transport-security", value);
        }
        policy.learn(hop(url), new HopAnswer(302, headers, authenticated));
    }

    // RFC 6797 section 8.3.
    @ParameterizedTest
    @CsvSource({
        "http://shop.example/a?b#c,      https://shop.example/a?b#c",
        "http://shop.example:80/,        https://shop.example/",
        "http://shop.example:8080/,      https://shop.example:8080/",
        "http://www.shop.example/,       https://www.shop.example/",
        "http://shop.example./,          https://shop.example./",
        "ws://shop.example/chat,         wss://shop.example/chat"
    })
    void aKnownHostIsReachedOverTls(String url, String upgraded) {
        answered("https://shop.example/", true, "max-age=100; includeSubDomains");
        Hop hop = prepared(url);
        assertThat(hop.url().href()).isEqualTo(upgraded);
        assertThat(hop.reason()).isEqualTo(HopReason.HSTS);
    }

    @ParameterizedTest
    @CsvSource({"https://shop.example/", "wss://shop.example/", "http://example/", "http://127.0.0.1/", "http://[::1]/"
    })
    void anyOtherHopStaysAsItIs(String url) {
        answered("https://shop.example/", true, "max-age=100");
        Hop hop = prepared(url);
        assertThat(hop.url()).isEqualTo(HttpUrl.parse(url));
        assertThat(hop.reason()).isEqualTo(HopReason.USER);
    }

    @Test
    void nothingIsLearntInTheClearOrFromAServerThatWasNotVerified() {
        answered("http://shop.example/", false, "max-age=100");
        answered("https://shop.example/", false, "max-age=100");
        assertThat(store.size()).isZero();
    }

    @Test
    void nothingIsForgottenInTheClear() {
        answered("https://shop.example/", true, "max-age=100");
        answered("http://shop.example/", false, "max-age=0");
        assertThat(store.check("shop.example")).isTrue();
    }

    @Test
    void nothingIsLearntFromAnAddress() {
        answered("https://127.0.0.1/", true, "max-age=100");
        answered("https://[::1]/", true, "max-age=100");
        assertThat(store.size()).isZero();
    }

    // RFC 6797 section 8.1: "only the first such header field".
    @Test
    void onlyTheFirstFieldCounts() {
        answered("https://shop.example/", true, "nonsense", "max-age=100");
        assertThat(store.size()).isZero();
        answered("https://shop.example/", true, "max-age=100", "max-age=0");
        assertThat(store.check("shop.example")).isTrue();
    }

    @Test
    void anAnswerWithoutTheFieldChangesNothing() {
        answered("https://shop.example/", true, "max-age=100");
        answered("https://shop.example/", true);
        assertThat(store.check("shop.example")).isTrue();
    }

    @Test
    void standsFirst() {
        assertThat(policy.stage()).isEqualTo(HopStage.HSTS);
        assertThat(policy.name()).isEqualTo("hsts");
        assertThat(policy.store()).isSameAs(store);
    }
}
