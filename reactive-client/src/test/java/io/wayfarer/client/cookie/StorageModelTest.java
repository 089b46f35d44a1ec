/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.client.hop.HopSite;
import io.wayfarer.client.url.HttpUrl;

/** RFC 6265bis section 5.7, storing, rule by rule, through the jar. */
class StorageModelTest extends StorageModelCase {

    @Nested
    class Section_5_7_Storing {

        @Test
        void step2NeitherNameNorValueIsNoCookie() {
            set("https://a.example/", "", "=", " = ; Path=/");

            assertThat(store.size()).isZero();
        }

        @Test
        void step6MaxAgeGoesBeforeExpires() {
            set("https://a.example/", "a=b; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT");

            assertThat(store.snapshot().get(0).expiry()).hasValue(NOW.plusSeconds(60));
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "-99999999999999999999"})
        void step6AMaxAgeOfNothingDeletes(String seconds) {
            set("https://a.example/", "a=b");
            set("https://a.example/", "a=; Max-Age=" + seconds);

            assertThat(store.size()).isZero();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Max-Age=99999999999999999999",
                    "Max-Age=34560001",
                    "Expires=Fri, 31 Dec 9999 23:59:59 GMT",
                    "Max-Age=34560000"
                })
        void step6NoCookieLivesLongerThan400Days(String attribute) {
            set("https://a.example/", "a=b; " + attribute);

            assertThat(store.snapshot().get(0).expiry()).hasValue(NOW.plus(Duration.ofDays(400)));
        }

        @Test
        void aCookieIsSentUntilItExpiresAndNoLonger() {
            set("https://a.example/", "a=b; Max-Age=60");

            clock.advance(Duration.ofMillis(59_999));
            assertThat(sent("https://a.example/")).isEqualTo("a=b");
            clock.advance(Duration.ofMillis(1));
            assertThat(sent("https://a.example/")).isEmpty();
        }

        @Test
        void step8ADomainOutsideAsciiIsRefused() {
            set("https://a.example/", "a=b; Domain=\u00e4.example", "c=d; Domain=.\u00e4");

            assertThat(store.size()).isZero();
        }

        @ParameterizedTest
        @CsvSource({
            "https://www.shop.co.uk/, co.uk",
            "https://www.shop.co.uk/, uk",
            "https://www.shop.com/, com",
            "https://user.github.io/, github.io",
            "https://foo.com./, com.",
            "https://a.b.ck/, b.ck"
        })
        void step9ACookieSpansNoPublicSuffix(String url, String domain) {
            set(url, "a=b; Domain=" + domain);

            assertThat(store.size()).isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://localhost/", "https://github.io/", "https://b.ck/"})
        void step9AHostThatIsASuffixSetsAHostOnlyCookie(String url) {
            HttpUrl parsed = HttpUrl.parse(url);
            set(url, "a=b; Domain=" + parsed.host());

            assertThat(store.snapshot().get(0).hostOnly()).isTrue();
            assertThat(sent(url)).isEqualTo("a=b");
            assertThat(sent(parsed.scheme() + "://sub." + parsed.host() + "/")).isEmpty();
        }

        @Test
        void step10ADomainMustCoverTheHost() {
            set("https://www.shop.example/", "a=1; Domain=other.example", "b=2; Domain=sub.www.shop.example");
            set("https://127.0.0.1/", "c=3; Domain=0.0.1");

            assertThat(store.size()).isZero();
        }

        @Test
        void step10ADomainReachesAllBelowAndAHostOnlyCookieNone() {
            set("https://www.shop.example/", "wide=1; Domain=Shop.Example", "narrow=2");

            assertThat(sent("https://shop.example/")).isEqualTo("wide=1");
            assertThat(sent("https://www.shop.example/")).isEqualTo("wide=1; narrow=2");
            assertThat(sent("https://a.www.shop.example/")).isEqualTo("wide=1");
            assertThat(sent("https://otherexample/")).isEmpty();
        }

        @Test
        void anAddressMaySayItsOwnNameAsDomain() {
            set("https://127.0.0.1/", "a=1; Domain=127.0.0.1");
            set("https://[::1]/", "b=2");

            assertThat(sent("https://127.0.0.1:8443/")).isEqualTo("a=1");
            assertThat(sent("https://[::1]:9/")).isEqualTo("b=2");
        }

        @Test
        void step13ASecureCookieIsNotTakenInTheClearNotEvenOnLocalhost() {
            set("http://shop.example/", "a=b; Secure");
            set("http://localhost/", "a=b; Secure");
            set("ws://shop.example/", "a=b; Secure");

            assertThat(store.size()).isZero();
        }

        @Test
        void step15AScriptSetsAndReplacesNoHttpOnlyCookie() {
            CookieContext script = new CookieContext(HttpUrl.parse("https://shop.example/"), true, HopSite.USER, false);
            store.store(script, List.of("a=1; HttpOnly"));
            assertThat(store.size()).isZero();

            set("https://shop.example/", "a=2; HttpOnly");
            store.store(script, List.of("a=3", "a=; Max-Age=0"));

            assertThat(sent("https://shop.example/")).isEqualTo("a=2");
            assertThat(store.lookup(script)).isEmpty();
        }

        @Test
        void step18AcrossSitesOnlyATopLevelNavigationOrSameSiteNoneSetsACookie() {
            HttpUrl url = HttpUrl.parse("https://ads.example/");
            HttpUrl shop = HttpUrl.parse("https://shop.example/");
            store.store(
                    new CookieContext(url, true, new HopSite(shop, false), true),
                    List.of(
                            "default=1",
                            "lax=2; SameSite=Lax",
                            "strict=3; SameSite=Strict",
                            "none=4; SameSite=None; Secure"));
            assertThat(sent("https://ads.example/")).isEqualTo("none=4");

            store.store(
                    new CookieContext(url, true, new HopSite(shop, true), true), List.of("strict=3; SameSite=Strict"));
            assertThat(sent("https://ads.example/")).isEqualTo("none=4; strict=3");
        }

        @ParameterizedTest
        @CsvSource({
            "https, a=1; SameSite=None; Secure, true",
            "https, a=1; SameSite=None, false",
            "http, a=1; SameSite=none, false",
            "http, a=1; SameSite=Lax, true",
            "https, a=1; SameSite=None; SameSite=Lax, true"
        })
        void step19WhatTravelsToAllSitesDoesSoOverTlsOnly(String scheme, String field, boolean taken) {
            set(scheme + "://shop.example/", field);

            assertThat(store.size()).isEqualTo(taken ? 1 : 0);
        }

        @ParameterizedTest
        @CsvSource({
            "https, __Secure-a=1; Secure, true",
            "https, __Secure-a=1, false",
            "https, __SECURE-a=1, false",
            "http, __Secure-a=1, false",
            "https, __Host-a=1; Secure; Path=/, true",
            "https, __Host-a=1; Secure, false",
            "https, __Host-a=1; Path=/, false",
            "https, __host-a=1; Path=/, false",
            "https, __Host-a=1; Secure; Path=/; Domain=www.shop.example, false",
            "https, __Host-a=1; Secure; Path=/x, false",
            "https, =__Host-a=1; Secure; Path=/, false",
            "https, __Secure-a; Secure, false",
            "https, =__hOsT-a, false",
            "https, __Hos-a=1, true"
        })
        void step20AndFollowingAPrefixKeepsItsPromise(String scheme, String field, boolean taken) {
            set(scheme + "://www.shop.example/x", field);

            assertThat(store.size()).isEqualTo(taken ? 1 : 0);
        }

        @Test
        void step23AReplacementKeepsItsPlaceAndItsCreation() {
            set("https://a.example/", "first=1", "second=2");
            clock.advance(Duration.ofMinutes(1));
            set("https://a.example/", "first=3; Max-Age=60");

            assertThat(sent("https://a.example/")).isEqualTo("first=3; second=2");
            Cookie first = store.get("a.example", "/", "first").orElseThrow();
            assertThat(first.creation()).isEqualTo(NOW);
            assertThat(first.expiry()).hasValue(NOW.plusSeconds(120));
            assertThat(store.size()).isEqualTo(2);
        }

        @Test
        void step23NameDomainHostOnlyAndPathTellCookiesApart() {
            set("https://a.shop.example/x/", "a=1", "a=2; Path=/", "a=3; Domain=a.shop.example", "b=4; Path=/");

            assertThat(store.size()).isEqualTo(4);
            assertThat(sent("https://a.shop.example/x/")).isEqualTo("a=1; a=3; a=2; b=4");
        }
    }

    @Nested
    class Section_5_7_Step_16_SecureOverlay {

        @ParameterizedTest
        @CsvSource({
            "http://shop.example/login, a=x, false",
            "http://shop.example/login/en, a=x; Path=/login/en, false",
            "http://www.shop.example/, a=x; Path=/login, false",
            "http://shop.example/, a=x; Path=/, true",
            "http://shop.example/, a=x; Path=/foo, true",
            "http://shop.example/, b=x; Path=/login, true",
            "http://other.example/, a=x; Path=/login, true",
            "https://shop.example/, a=x; Path=/login/en, true"
        })
        void whatComesInTheClearLiesOverNoSecureCookie(String url, String field, boolean taken) {
            set("https://shop.example/", "a=secret; Secure; Domain=shop.example; Path=/login");
            set(url, field + (field.contains("Path") ? "" : "; Path=/login"));

            assertThat(store.snapshot().stream()
                            .anyMatch(cookie -> cookie.value().equals("x")))
                    .isEqualTo(taken);
            assertThat(sent("https://shop.example/login")).contains("a=secret");
        }

        @Test
        void norDoesACookieOfTheDomainAboveIt() {
            set("https://login.shop.example/", "a=secret; Secure");
            set("http://shop.example/", "a=x; Domain=shop.example", "a=y");

            assertThat(store.size()).isEqualTo(1);
        }

        @Test
        void norMayItBeDeletedInTheClear() {
            set("https://shop.example/", "a=secret; Secure");
            set("http://shop.example/", "a=; Max-Age=0");

            assertThat(sent("https://shop.example/")).isEqualTo("a=secret");
        }
    }
}
