/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.redirect.RedirectAttempt.Step;
import io.wayfarer.client.redirect.RedirectDecision.Follow;
import io.wayfarer.client.url.HttpUrl;

class ReferrerPolicyTest {

    // Referrer Policy section 3; the page is https://ada:pw@a.example/p?q=1#f.
    @ParameterizedTest
    @CsvSource({
        "NO_REFERRER,                     https://a.example/,  ",
        "NO_REFERRER,                     https://b.example/,  ",
        "ORIGIN,                          https://a.example/,  https://a.example/",
        "ORIGIN,                          http://b.example/,   https://a.example/",
        "SAME_ORIGIN,                     https://a.example/,  https://a.example/p?q=1",
        "SAME_ORIGIN,                     https://b.example/,  ",
        "STRICT_ORIGIN,                   https://a.example/,  https://a.example/",
        "STRICT_ORIGIN,                   https://b.example/,  https://a.example/",
        "STRICT_ORIGIN,                   http://a.example/,   ",
        "ORIGIN_WHEN_CROSS_ORIGIN,        https://a.example/,  https://a.example/p?q=1",
        "ORIGIN_WHEN_CROSS_ORIGIN,        http://b.example/,   https://a.example/",
        "STRICT_ORIGIN_WHEN_CROSS_ORIGIN, https://a.example/,  https://a.example/p?q=1",
        "STRICT_ORIGIN_WHEN_CROSS_ORIGIN, https://b.example/,  https://a.example/",
        "STRICT_ORIGIN_WHEN_CROSS_ORIGIN, http://a.example/,   ",
        "NO_REFERRER_WHEN_DOWNGRADE,      https://b.example/,  https://a.example/p?q=1",
        "NO_REFERRER_WHEN_DOWNGRADE,      http://b.example/,   ",
        "UNSAFE_URL,                      http://b.example/,   https://a.example/p?q=1"
    })
    void tellsAsMuchAsItSays(ReferrerPolicy policy, String target, String expected) {
        Follow follow = follow(
                RedirectRules.builder()
                        .referrer(policy)
                        .downgrade(Downgrade.ALLOW)
                        .build(),
                Answers.to(HttpMethod.GET, "https://ada:pw@a.example/p?q=1#f")
                        .location(target)
                        .status(302));
        assertThat(follow.headers().getFirst(HttpHeaders.REFERER)).isEqualTo(expected);
    }

    private static Follow follow(RedirectRules rules, RedirectAttempt attempt) {
        return (Follow) rules.decide(attempt);
    }

    @Test
    void theOneTheCallerSetStaysAsFarAsTheRuleTellsIt() {
        Answers request = Answers.to(HttpMethod.GET, "https://a.example/p")
                .with("Referer", "https://ada:pw@a.example/start?q=1#f");
        RedirectRules rules = RedirectRules.standard();
        assertThat(follow(rules, request.location("/next").status(302))
                        .headers()
                        .getFirst("Referer"))
                .isEqualTo("https://a.example/start?q=1");
        Answers across = Answers.to(HttpMethod.GET, "https://a.example/p")
                .with("Referer", "https://ada:pw@a.example/start?q=1#f")
                .location("https://b.example/");
        assertThat(follow(rules, across.status(302)).headers().getFirst("Referer"))
                .isEqualTo("https://a.example/");
    }

    @Test
    void theOneTheCallerSetGoesNowhereWhenItIsNoUrl() {
        Answers request = Answers.to(HttpMethod.GET, "https://a.example/p")
                .with("Referer", "secret note")
                .location("/next");
        assertThat(follow(RedirectRules.standard(), request.status(302))
                        .headers()
                        .containsHeader("Referer"))
                .isFalse();
    }

    @Test
    void eachHopNamesTheHopBeforeIt() {
        RedirectAttempt second = Answers.to(HttpMethod.GET, "https://b.example/two")
                .after(new Step(HttpMethod.GET, HttpUrl.parse("https://a.example/one"), false, 0))
                .with("Referer", "https://a.example/")
                .location("/three")
                .status(302);
        assertThat(follow(RedirectRules.standard(), second).headers().getFirst("Referer"))
                .isEqualTo("https://b.example/two");
    }

    @Test
    void aHandshakeNamesNothing() {
        RedirectAttempt handshake = Answers.to(HttpMethod.GET, "wss://a.example/chat")
                .location("/room")
                .status(302);
        assertThat(follow(RedirectRules.standard(), handshake).headers().containsHeader("Referer"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"4095, true", "4096, true", "4097, false"})
    void aVeryLongUrlIsToldAsItsOrigin(int length, boolean whole) {
        String url = "https://a.example/" + "x".repeat(length - "https://a.example/".length());
        RedirectAttempt attempt =
                Answers.to(HttpMethod.GET, url).location("/next").status(302);
        assertThat(follow(RedirectRules.standard(), attempt).headers().getFirst("Referer"))
                .isEqualTo(whole ? url : "https://a.example/");
    }
}
