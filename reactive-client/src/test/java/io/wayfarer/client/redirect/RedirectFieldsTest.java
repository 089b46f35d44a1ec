/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.error.RedirectException.Reason;
import io.wayfarer.client.redirect.RedirectDecision.Follow;
import io.wayfarer.client.redirect.RedirectDecision.Refuse;

/** Which header fields go along with a redirect, and where TLS is left. */
class RedirectFieldsTest extends RedirectRulesCase {

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
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> follow.headers().set("X-Api-Key", "other"));
            assertThat(request.status(302).headers()).isEqualTo(before);
        }
    }
}
