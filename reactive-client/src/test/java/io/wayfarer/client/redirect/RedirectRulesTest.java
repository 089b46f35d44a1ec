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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.error.RedirectException.Reason;
import io.wayfarer.client.redirect.RedirectAttempt.Step;
import io.wayfarer.client.redirect.RedirectDecision.Follow;
import io.wayfarer.client.redirect.RedirectDecision.Refuse;
import io.wayfarer.client.redirect.RedirectDecision.Stop;
import io.wayfarer.client.url.HttpUrl;

class RedirectRulesTest {

    private static final String HERE = "https://shop.example/basket?id=7";

    private static final RedirectRules STANDARD = RedirectRules.standard();

    private static Follow follow(RedirectPolicy rules, RedirectAttempt attempt) {
        RedirectDecision decision = rules.decide(attempt);
        assertThat(decision).isInstanceOf(Follow.class);
        return (Follow) decision;
    }

    private static Refuse refuse(RedirectPolicy rules, RedirectAttempt attempt) {
        RedirectDecision decision = rules.decide(attempt);
        assertThat(decision).isInstanceOf(Refuse.class);
        return (Refuse) decision;
    }

    private static Step step(String url) {
        return new Step(HttpMethod.GET, HttpUrl.parse(url), false, 0);
    }

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
    class DowngradeOfTls {

        private static final String CLEAR = "http://shop.example/next";

        private final RedirectAttempt downgrade = Answers.to(HttpMethod.GET, HERE)
                .with("Accept", "*/*")
                .with("X-Named", "n")
                .with("Authorization", "Basic s3cret")
                .location(CLEAR)
                .status(302);

        private Follow followed(Downgrade rule) {
            return follow(
                    RedirectRules.builder()
                            .downgrade(rule)
                            .alsoAcrossOrigins("x-named")
                            .build(),
                    downgrade);
        }

        @Test
        void isRefused() {
            Refuse refuse = refuse(STANDARD, downgrade);
            assertThat(refuse.reason()).isEqualTo(Reason.DOWNGRADE);
            assertThat(refuse.what()).contains(CLEAR);
            assertThat(refuse.remedy()).contains("wayfarer.client.redirects.downgrade");
        }

        @Test
        void takesWhatAnyOtherOriginGetsWhereAllowed() {
            Follow follow = followed(Downgrade.ALLOW);
            assertThat(follow.url().href()).isEqualTo(CLEAR);
            assertThat(follow.headers().headerNames()).containsExactlyInAnyOrder("Accept", "X-Named");
        }

        @Test
        void takesNothingNamedWhereAllowedWithoutCredentials() {
            assertThat(followed(Downgrade.ALLOW_WITHOUT_CREDENTIALS).headers().headerNames())
                    .containsExactly("Accept");
        }

        @Test
        void fromWssToWsIsOneToo() {
            assertThat(refuse(
                                    STANDARD,
                                    Answers.to(HttpMethod.GET, "wss://shop.example/chat")
                                            .location("http://shop.example/chat")
                                            .status(302))
                            .reason())
                    .isEqualTo(Reason.DOWNGRADE);
        }

        @Test
        void isNoneWhenTheTargetIsAKnownHstsHostWhichIsAskedOverTlsAnyway() {
            Follow follow = follow(
                    STANDARD,
                    Answers.to(HttpMethod.GET, "https://shop.example/a")
                            .with(HttpHeaders.AUTHORIZATION, "Bearer secret")
                            .withHstsHost("shop.example")
                            .location("http://shop.example/b")
                            .status(302));
            assertThat(follow.url().href()).isEqualTo("http://shop.example/b");
            assertThat(follow.headers().getFirst(HttpHeaders.REFERER)).isEqualTo("https://shop.example/a");
            // As in Fetch, the origin of the target as written decides what travels.
            assertThat(follow.headers().headerNames()).doesNotContain(HttpHeaders.AUTHORIZATION);
        }

        @Test
        void isOneWhenAnotherHostThanTheTargetIsKnown() {
            assertThat(refuse(
                                    STANDARD,
                                    Answers.to(HttpMethod.GET, "https://shop.example/a")
                                            .withHstsHost("shop.example")
                                            .location("http://other.example/b")
                                            .status(302))
                            .reason())
                    .isEqualTo(Reason.DOWNGRADE);
        }

        @Test
        void isNotAnUpgrade() {
            assertThat(follow(
                                    STANDARD,
                                    Answers.to(HttpMethod.GET, CLEAR)
                                            .location(HERE)
                                            .status(301))
                            .url()
                            .href())
                    .isEqualTo(HERE);
        }
    }

    @Nested
    class HeaderFields {

        private final Answers request = Answers.to(HttpMethod.GET, HERE)
                .with("ACCEPT", "text/html")
                .with("Accept-Language", "de")
                .with("accept-encoding", "gzip")
                .with("Cache-Control", "no-cache")
                .with("If-None-Match", "\"1\"")
                .with("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT")
                .with("Range", "bytes=0-1")
                .with("User-Agent", "w")
                .with("traceparent", "00-1")
                .with("tracestate", "a=b")
                .with("baggage", "user=ada")
                .with("Authorization", "Bearer s3cret")
                .with("Proxy-Authorization", "Basic s3cret")
                .with("Cookie", "id=1")
                .with("Host", "other.example")
                .with("Origin", "https://shop.example")
                .with("X-Api-Key", "s3cret")
                .with("Idempotency-Key", "1");

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://other.example/",
                    "//other.example",
                    "https://shop.example:8443/",
                    "https://www.shop.example/",
                    "https://shop.example./"
                })
        void onlyHarmlessOnesGoToAnotherOrigin(String location) {
            Follow follow = follow(STANDARD, request.location(location).status(302));
            assertThat(follow.headers().headerNames())
                    .containsExactlyInAnyOrder(
                            "ACCEPT",
                            "Accept-Language",
                            "accept-encoding",
                            "Cache-Control",
                            "If-None-Match",
                            "If-Modified-Since",
                            "Range",
                            "User-Agent",
                            "traceparent",
                            "tracestate",
                            "Referer");
            assertThat(follow.headers().getFirst("Referer")).isEqualTo("https://shop.example/");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/next", "?q", "https://shop.example/x", "https://SHOP.example:443/", "//shop.example/"})
        void allStayInsideAnOrigin(String location) {
            RedirectAttempt attempt = request.location(location).status(302);
            Follow follow = follow(STANDARD, attempt);
            attempt.headers()
                    .forEach((name, values) ->
                            assertThat(follow.headers().get(name)).as(name).isEqualTo(values));
            assertThat(follow.headers().getFirst("Referer")).isEqualTo(HERE);
        }

        @Test
        void thoseTheCallerNamesGoToo() {
            RedirectRules rules = RedirectRules.builder()
                    .alsoAcrossOrigins("authorization")
                    .alsoAcrossOrigins("X-API-KEY")
                    .build();
            Follow follow =
                    follow(rules, request.location("https://other.example/").status(302));
            assertThat(follow.headers().headerNames()).contains("Authorization", "X-Api-Key", "ACCEPT");
            assertThat(follow.headers().headerNames()).doesNotContain("Cookie", "Host", "baggage");
            Follow copied = follow(rules.toBuilder().build(), request.status(302));
            assertThat(copied.headers().headerNames())
                    .isEqualTo(follow.headers().headerNames());
        }

        @Test
        void thoseOfTheBodyGoWithTheBodyOnly() {
            Answers post = Answers.to(HttpMethod.POST, HERE)
                    .withBody(true)
                    .with("Content-Type", "text/plain")
                    .with("Content-Length", "3")
                    .with("Content-Secret", "s3cret")
                    .location("https://other.example/");
            assertThat(follow(STANDARD, post.status(307)).headers().headerNames())
                    .containsExactlyInAnyOrder("Content-Type", "Content-Length", "Referer");
            assertThat(follow(STANDARD, post.status(302)).headers().headerNames())
                    .containsExactly("Referer");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Host", "host", "Referer"})
        void someCannotBeNamed(String name) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RedirectRules.builder().alsoAcrossOrigins(name))
                    .withMessageContaining("\"" + name + "\"");
        }

        @Test
        void thoseOfTheRequestAreNotChanged() {
            HttpHeaders before = HttpHeaders.copyOf(request.status(302).headers());
            Follow follow = follow(STANDARD, request.location("/next").status(302));
            follow.headers().set("X-Api-Key", "other");
            assertThat(request.status(302).headers()).isEqualTo(before);
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
