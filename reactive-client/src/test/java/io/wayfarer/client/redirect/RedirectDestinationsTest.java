/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.cookie.psl.PublicSuffixList;
import io.wayfarer.client.error.RedirectException.Reason;
import io.wayfarer.client.redirect.RedirectDecision.Follow;
import io.wayfarer.client.redirect.RedirectDecision.Refuse;
import io.wayfarer.client.redirect.RedirectDecision.Stop;

/** What is followed beyond the standard rules, and what is not. */
class RedirectDestinationsTest {

    private static final String FROM = "https://www.shop.example/a";

    private static RedirectDecision decide(RedirectRules rules, String location) {
        return rules.decide(Answers.to(HttpMethod.GET, FROM).location(location).status(302));
    }

    private static void assertFollowed(boolean followed, RedirectDecision decision) {
        if (followed) {
            assertThat(decision).isInstanceOf(Follow.class);
        } else {
            assertThat(((Refuse) decision).reason()).isEqualTo(Reason.FORBIDDEN);
            assertThat(((Refuse) decision).remedy()).endsWith(".");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/b,                              true",
        "https://www.shop.example:443/b,  true",
        "https://www.shop.example:444/b,  false",
        "https://shop.example/b,          false",
        "https://cafe.example/b,          false"
    })
    void staysInsideTheOrigin(String location, boolean followed) {
        assertFollowed(followed, decide(RedirectRules.builder().sameOriginOnly().build(), location));
    }

    @ParameterizedTest
    @CsvSource({
        "/b,                             true",
        "https://shop.example/b,         true",
        "https://a.b.shop.example:444/b, true",
        "https://cafe.example/b,         false",
        "https://example/b,              false",
        "https://127.0.0.1/b,            false"
    })
    void staysInsideTheSite(String location, boolean followed) {
        RedirectRules rules = RedirectRules.builder()
                .sameSiteOnly(PublicSuffixList.bundled()::registrableDomain)
                .build();

        assertFollowed(followed, decide(rules, location));
    }

    @ParameterizedTest
    @CsvSource({
        "https://cafe.example/,         true",
        "https://a.cafe.example/,       false",
        "https://inn.example/,          true",
        "https://a.b.inn.example/,      true",
        "https://xinn.example/,         false",
        "https://[::1]/,                true",
        "/b,                            false"
    })
    void leadsToTheNamedHostsAlone(String location, boolean followed) {
        RedirectRules rules = RedirectRules.builder()
                .hosts("cafe.example", ".inn.example", "[::1]")
                .build();

        assertFollowed(followed, decide(rules, location));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", " ", "Shop.example"})
    void aHostThatCannotBeMeantIsRefusedAtOnce(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedirectRules.builder().hosts(host))
                .withMessageContaining("expected");
    }

    @Test
    void conditionsAddUpAndSeeTheHop() {
        RedirectRules rules = RedirectRules.builder()
                .onlyIf((attempt, hop) -> hop.url().path().startsWith("/in"))
                .onlyIf((attempt, hop) -> attempt.status() == 302)
                .build();

        assertFollowed(true, decide(rules, "/in/b"));
        assertFollowed(false, decide(rules, "/out"));
        assertFollowed(
                false,
                rules.decide(Answers.to(HttpMethod.GET, FROM).location("/in/b").status(301)));
        assertFollowed(false, decide(rules.toBuilder().max(3).build(), "/out"));
    }

    @ParameterizedTest
    @CsvSource({"GET, GET, false", "HEAD, HEAD, false", "POST, GET, false", "PUT, PUT, true"})
    void a300IsFollowedWhereThatIsSwitchedOn(String method, String next, boolean sendsBody) {
        RedirectAttempt attempt = Answers.to(HttpMethod.valueOf(method), FROM)
                .withBody(true)
                .location("/b")
                .status(300);
        if (method.equals("GET") || method.equals("HEAD")) {
            attempt =
                    Answers.to(HttpMethod.valueOf(method), FROM).location("/b").status(300);
        }

        assertThat(RedirectRules.standard().decide(attempt)).isInstanceOf(Stop.class);
        assertThat(RedirectRules.standard().concerns(300)).isFalse();
        RedirectRules rules = RedirectRules.builder().follow300(true).build();
        Follow follow = (Follow) rules.decide(attempt);
        assertThat(rules.concerns(300)).isTrue();
        assertThat(follow.method().name()).isEqualTo(next);
        assertThat(follow.sendBody()).isEqualTo(sendsBody);
    }

    @ParameterizedTest
    @CsvSource({
        "https://ada:new@cafe.example/, false, ''",
        "https://ada:new@cafe.example/, true,  ada:new",
        "https://cafe.example/,         true,  ''",
        "/b,                            false, eve:old",
        "/b,                            true,  eve:old",
        "https://ada:new@www.shop.example/, false, eve:old",
        "https://ada:new@www.shop.example/, true,  ada:new"
    })
    void credentialsOfALocationAreUsedWhereThatIsSwitchedOn(String location, boolean allowed, String userInfo) {
        Follow follow = (Follow) RedirectRules.builder()
                .credentialsFromLocation(allowed)
                .build()
                .decide(Answers.to(HttpMethod.GET, FROM.replace("//", "//eve:old@"))
                        .location(location)
                        .status(302));

        assertThat(follow.url().userInfo().orElse("")).isEqualTo(userInfo);
    }

    @Test
    void aRefusalMayHandBackTheAnswer() {
        RedirectAttempt stream =
                Answers.to(HttpMethod.POST, FROM).withBody(false).location("/b").status(307);
        RedirectRules rules = RedirectRules.builder()
                .handBack(Reason.BODY_NOT_REPLAYABLE, Reason.FORBIDDEN)
                .sameOriginOnly()
                .build();

        assertThat(((Refuse) RedirectRules.standard().decide(stream)).remedy()).contains("RequestBody.replayable");
        assertThat(rules.decide(stream)).isInstanceOf(Stop.class);
        assertThat(decide(rules, "https://cafe.example/")).isInstanceOf(Stop.class);
        assertThat(decide(rules, "http://www.shop.example:80/")).isInstanceOf(Stop.class);
        assertThat(decide(rules, "ftp://shop.example/")).isInstanceOf(Refuse.class);
    }
}
