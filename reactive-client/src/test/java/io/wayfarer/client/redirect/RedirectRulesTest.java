/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.error.RedirectException.Reason;
import io.wayfarer.client.redirect.RedirectAttempt.Step;
import io.wayfarer.client.redirect.RedirectDecision.Follow;
import io.wayfarer.client.redirect.RedirectDecision.Refuse;
import io.wayfarer.client.redirect.RedirectDecision.Stop;
import io.wayfarer.client.url.HttpUrl;

class RedirectRulesTest extends RedirectRulesCase {

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 300, 304, 305, 306, 309, 399, 404, 500})
    void otherStatusesAreTheAnswerWhateverTheirLocation(int status) {
        assertThat(STANDARD.decide(
                        Answers.to(HttpMethod.GET, HERE).location("/there").status(status)))
                .isInstanceOf(Stop.class);
    }

    @Nested
    class MethodAndBody {

        // Fetch standard, HTTP-redirect fetch, steps 12 and 13; RFC 9110 section 15.4.
        @ParameterizedTest
        @CsvSource({
            "301, GET,    GET,    true",
            "301, HEAD,   HEAD,   true",
            "301, POST,   GET,    false",
            "301, PUT,    PUT,    true",
            "301, DELETE, DELETE, true",
            "302, GET,    GET,    true",
            "302, POST,   GET,    false",
            "302, PATCH,  PATCH,  true",
            "303, GET,    GET,    false",
            "303, HEAD,   HEAD,   false",
            "303, POST,   GET,    false",
            "303, PUT,    GET,    false",
            "303, DELETE, GET,    false",
            "307, GET,    GET,    true",
            "307, POST,   POST,   true",
            "307, PUT,    PUT,    true",
            "308, POST,   POST,   true",
            "308, HEAD,   HEAD,   true"
        })
        void afterEachStatus(int status, String method, String next, boolean bodyTravels) {
            Follow follow = follow(
                    STANDARD,
                    Answers.to(HttpMethod.valueOf(method), HERE)
                            .withBody(true)
                            .with("Content-Type", "text/plain")
                            .with("content-length", "3")
                            .with("Content-X-Own", "o")
                            .with("Transfer-Encoding", "chunked")
                            .with("Expect", "100-continue")
                            .with("Repr-Digest", "d")
                            .with("X-Api-Key", "k")
                            .location("/next")
                            .status(status));
            assertThat(follow.method()).isEqualTo(HttpMethod.valueOf(next));
            assertThat(follow.sendBody()).isEqualTo(bodyTravels);
            assertThat(follow.url()).hasToString("https://shop.example/next");
            assertThat(follow.headers().getFirst("X-Api-Key")).isEqualTo("k");
            for (String name : List.of(
                    "Content-Type", "Content-Length", "Content-X-Own", "Transfer-Encoding", "Expect", "Repr-Digest")) {
                assertThat(follow.headers().containsHeader(name)).as(name).isEqualTo(bodyTravels);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {301, 302, 303})
        void aPostStaysAPostWhereThatIsSwitchedOn(int status) {
            RedirectRules keeping = RedirectRules.builder()
                    .keepPostOn301(status == 301)
                    .keepPostOn302(status == 302)
                    .keepPostOn303(status == 303)
                    .build();
            for (int answered : new int[] {301, 302, 303}) {
                Follow follow = follow(
                        keeping,
                        Answers.to(HttpMethod.POST, HERE)
                                .withBody(true)
                                .with("Content-Type", "text/plain")
                                .location("/next")
                                .status(answered));
                boolean kept = answered == status;
                assertThat(follow.method()).isEqualTo(kept ? HttpMethod.POST : HttpMethod.GET);
                assertThat(follow.sendBody()).isEqualTo(kept);
                assertThat(follow.headers().containsHeader("Content-Type")).isEqualTo(kept);
            }
        }

        @ParameterizedTest
        @CsvSource({"307, POST", "308, POST", "301, PUT", "302, PATCH"})
        void aBodyThatCanBeReadOnceIsNotSentAgain(int status, String method) {
            Refuse refuse = refuse(
                    STANDARD,
                    Answers.to(HttpMethod.valueOf(method), HERE)
                            .withBody(false)
                            .location("/next?token=s3cret")
                            .status(status));
            assertThat(refuse.reason()).isEqualTo(Reason.BODY_NOT_REPLAYABLE);
            assertThat(refuse.what()).contains("status " + status).doesNotContain("s3cret");
            assertThat(refuse.remedy()).contains("RequestBody.replayable");
        }

        @Test
        void aBodyThatCanBeReadOnceIsNoObstacleWhereItIsDropped() {
            Follow follow = follow(
                    STANDARD,
                    Answers.to(HttpMethod.POST, HERE)
                            .withBody(false)
                            .location("/next")
                            .status(303));
            assertThat(follow.sendBody()).isFalse();
        }

        @Test
        void aRequestWithoutBodyGetsNone() {
            Follow follow = follow(
                    STANDARD,
                    Answers.to(HttpMethod.POST, HERE).location("/next").status(307));
            assertThat(follow.method()).isEqualTo(HttpMethod.POST);
            assertThat(follow.sendBody()).isFalse();
        }
    }

    @Nested
    class Limit {

        @ParameterizedTest
        @CsvSource({
            "0, 0, true",
            "0, 1, false",
            "2, 1, true",
            "2, 2, true",
            "2, 3, false",
            "20, 20, true",
            "20, 21, false"
        })
        void followsUpToAndIncludingTheLimit(int max, int redirect, boolean followed) {
            List<Step> before = new ArrayList<>();
            for (int i = 1; i < redirect; i++) {
                before.add(step("https://shop.example/" + i));
            }
            RedirectAttempt attempt = Answers.to(HttpMethod.GET, HERE)
                    .after(before.toArray(Step[]::new))
                    .location("/next")
                    .status(redirect == 0 ? 200 : 302);
            RedirectDecision decision = RedirectRules.builder().max(max).build().decide(attempt);
            if (!followed) {
                assertThat(decision).isInstanceOf(Refuse.class);
                assertThat(((Refuse) decision).reason()).isEqualTo(Reason.LIMIT);
                assertThat(((Refuse) decision).what()).contains("more than " + max + " redirects");
                assertThat(((Refuse) decision).remedy()).contains("wayfarer.client.redirects.max");
            } else {
                assertThat(decision).isInstanceOf(redirect == 0 ? Stop.class : Follow.class);
            }
        }

        @Test
        void isTwentyUnlessSet() {
            assertThat(STANDARD.max()).isEqualTo(20);
            assertThat(STANDARD.toBuilder().max(3).build().max()).isEqualTo(3);
            assertThat(STANDARD.max()).isEqualTo(20);
        }

        @Test
        void isNotNegative() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RedirectRules.builder().max(-1))
                    .withMessage("max: -1 (expected: >= 0)");
        }
    }

    @Nested
    class Loops {

        @Test
        void aPageMaySetACookieAndRedirectToItself() {
            Follow follow = follow(
                    STANDARD, Answers.to(HttpMethod.GET, HERE).location(HERE).status(302));
            assertThat(follow.url().href()).isEqualTo(HERE);
            follow(
                    STANDARD,
                    Answers.to(HttpMethod.GET, HERE)
                            .after(step(HERE))
                            .withCookieHash("id=1".hashCode())
                            .location("/welcome")
                            .status(302));
        }

        @Test
        void theSameRequestWithTheSameCookiesRedirectedTwiceIsOne() {
            Refuse refuse = refuse(
                    STANDARD,
                    Answers.to(HttpMethod.GET, HERE)
                            .after(step(HERE + "#top"), step("https://shop.example/login"))
                            .location("/login")
                            .status(302));
            assertThat(refuse.reason()).isEqualTo(Reason.LOOP);
        }

        @Test
        void isToldBeforeTheLimit() {
            RedirectRules one = RedirectRules.builder().max(1).build();
            assertThat(refuse(
                                    one,
                                    Answers.to(HttpMethod.GET, HERE)
                                            .after(step(HERE))
                                            .location("/login")
                                            .status(302))
                            .reason())
                    .isEqualTo(Reason.LOOP);
        }

        @Test
        void anotherMethodBodyOrQueryIsAnotherRequest() {
            follow(
                    STANDARD,
                    Answers.to(HttpMethod.GET, HERE)
                            .after(
                                    new Step(HttpMethod.POST, HttpUrl.parse(HERE), false, 0),
                                    new Step(HttpMethod.GET, HttpUrl.parse(HERE), true, 0),
                                    step("https://shop.example/basket?id=8"),
                                    step("https://shop.example/basket"))
                            .location("/next")
                            .status(302));
        }
    }

    @Nested
    class Schemes {

        @Test
        void canBeNarrowed() {
            RedirectRules onlyHttps = RedirectRules.builder().schemes("https").build();
            follow(onlyHttps, Answers.to(HttpMethod.GET, HERE).location("/n").status(302));
            Refuse refuse = refuse(
                    onlyHttps,
                    Answers.to(HttpMethod.GET, "http://shop.example/")
                            .location("http://shop.example/n?t=s3cret")
                            .status(302));
            assertThat(refuse.reason()).isEqualTo(Reason.FORBIDDEN);
            assertThat(refuse.what()).contains("[https]").doesNotContain("s3cret");
        }

        @Test
        void areThoseOfThisClient() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RedirectRules.builder().schemes("ftp"))
                    .withMessage("scheme: \"ftp\" (expected: http, https, ws or wss)");
        }
    }
}
