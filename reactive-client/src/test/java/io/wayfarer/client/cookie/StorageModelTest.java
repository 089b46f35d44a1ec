/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.client.cookie.psl.PublicSuffixList;
import io.wayfarer.client.hop.HopSite;
import io.wayfarer.client.url.HttpUrl;

/** RFC 6265bis section 5, rule by rule, through the jar. */
class StorageModelTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final TestClock clock = new TestClock(NOW);
    private final CookieStore store =
            new InMemoryCookieStore(clock, CookieLimits.defaults(), PublicSuffixList.bundled());

    @Nested
    class Section_5_1_Matching {

        @ParameterizedTest
        @CsvSource({
            "example.com, example.com, true",
            "www.example.com, example.com, true",
            "a.b.example.com, example.com, true",
            "badexample.com, example.com, false",
            "example.com, www.example.com, false",
            "example.com, com, true",
            "127.0.0.1, 0.0.1, false",
            "127.0.0.1, 127.0.0.1, true",
            "[::1], 1], false",
            "example.com, '', false"
        })
        void aStringDomainMatches(String string, String domain, boolean expected) {
            assertThat(CookieMatch.domainMatches(string, domain)).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({
            "/, /, true",
            "/foo, /, true",
            "/foo, /foo, true",
            "/foo/bar, /foo, true",
            "/foo/bar, /foo/, true",
            "/foo/, /foo, true",
            "/foo, /foo/, false",
            "/football, /foo, false",
            "/, /foo, false",
            "/FOO, /foo, false"
        })
        void aPathPathMatches(String request, String cookie, boolean expected) {
            assertThat(CookieMatch.pathMatches(request, cookie)).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({"/, /", "/foo, /", "/foo/, /foo", "/foo/bar, /foo", "//, /", "/a/b/c.html, /a/b"})
        void theDefaultPathReachesToTheLastSlash(String path, String expected) {
            assertThat(CookieMatch.defaultPath(path)).isEqualTo(expected);
        }
    }

    @Nested
    class Section_5_6_Parsing {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 8, 10, 13, 31, 127})
        void aFieldWithAControlCharacterIsIgnored(int character) {
            set("https://a.example/", "a=b" + (char) character + "c");
            set("https://a.example/", "a=b; x" + (char) character);

            assertThat(store.size()).isZero();
        }

        @Test
        void aTabIsNoneOfThem() {
            set("https://a.example/", "a=b\tc");

            assertThat(sent("https://a.example/")).isEqualTo("a=b\tc");
        }

        @ParameterizedTest
        @CsvSource({"4095, true", "4096, true", "4097, false"})
        void nameAndValueMayHave4096OctetsTogether(int octets, boolean taken) {
            set("https://a.example/", "name=" + "v".repeat(octets - 4));

            assertThat(store.size()).isEqualTo(taken ? 1 : 0);
        }

        @ParameterizedTest
        @CsvSource({"1023, true", "1024, true", "1025, false"})
        void anAttributeLongerThan1024OctetsIsIgnored(int octets, boolean obeyed) {
            set("https://a.example/", "a=b; Path=/" + "p".repeat(octets - 1));

            assertThat(store.snapshot().get(0).path()).hasSize(obeyed ? octets : 1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "-", "soon", "1.5", "+5", "5s", " "})
        void aMaxAgeThatIsNoNumberIsIgnored(String text) {
            set("https://a.example/", "a=b; Max-Age=" + text);

            assertThat(store.snapshot().get(0).persistent()).isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "SameSite=Strict, STRICT",
            "SAMESITE=lax, LAX",
            "SameSite=None; Secure, NONE",
            "SameSite=Sometimes, DEFAULT",
            "SameSite, DEFAULT",
            "SameSite=Strict; SameSite=Lax, LAX",
            "HttpOnly, DEFAULT"
        })
        void sameSiteIsOneOfThreeWordsOrTheDefault(String attribute, SameSite expected) {
            set("https://a.example/", "a=b; " + attribute);

            assertThat(store.snapshot().get(0).sameSite()).isEqualTo(expected);
        }

        @Test
        void quotesBelongToTheValue() {
            set("https://a.example/", "a=\"b c\"");

            assertThat(sent("https://a.example/")).isEqualTo("a=\"b c\"");
        }
    }

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

    @Nested
    class Section_5_8_3_Retrieving {

        @Test
        void longerPathsGoFirstThenOlderCookies() {
            set("https://www.shop.example/a/b/c", "c=1; Path=/", "b=2; Path=/a; Domain=shop.example");
            set("https://www.shop.example/a/b/c", "a=3; Path=/a", "d=4; Path=/a/b", "e=5; Path=/; Domain=shop.example");

            assertThat(sent("https://www.shop.example/a/b/c")).isEqualTo("d=4; b=2; a=3; c=1; e=5");
        }

        @Test
        void aSecureCookieIsSentOverTlsOnly() {
            set("https://shop.example/", "a=b; Secure");

            assertThat(sent("http://shop.example/")).isEmpty();
            assertThat(sent("ws://shop.example/")).isEmpty();
            assertThat(sent("wss://shop.example/")).isEqualTo("a=b");
        }

        @Test
        void portsDoNotTellCookiesApart() {
            set("http://localhost:8080/", "a=b");

            assertThat(sent("http://localhost:9090/")).isEqualTo("a=b");
            assertThat(sent("http://127.0.0.1:8080/")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "https://shop.example/, true, false, none lax strict default",
            "https://www.shop.example/, true, false, none lax strict default",
            "https://other.example/, true, false, none",
            "https://other.example/, true, true, none lax default",
            "https://other.example/, false, true, none",
            "http://shop.example/, true, false, none",
            "http://shop.example/, true, true, none lax default"
        })
        void sameSiteDecidesWhatTravelsAcrossSites(String first, boolean safe, boolean topLevel, String names) {
            set(
                    "https://shop.example/",
                    "none=1; SameSite=None; Secure",
                    "lax=1; SameSite=Lax",
                    "strict=1; SameSite=Strict",
                    "default=1");
            CookieContext context = new CookieContext(
                    HttpUrl.parse("https://shop.example/pay"), safe, new HopSite(HttpUrl.parse(first), topLevel), true);

            assertThat(store.lookup(context).stream().map(Cookie::name).collect(Collectors.joining(" ")))
                    .isEqualTo(names);
        }
    }

    @Nested
    class Partitioned {

        private final HttpUrl widget = HttpUrl.parse("https://widget.example/");
        private final HopSite inShop = new HopSite(HttpUrl.parse("https://www.shop.example/"), false);
        private final HopSite inBank = new HopSite(HttpUrl.parse("https://bank.example/"), false);

        @Test
        void aPartitionedCookieIsBoundToTheTopLevelSite() {
            store.store(
                    new CookieContext(widget, true, inShop, true), List.of("a=1; SameSite=None; Secure; Partitioned"));

            assertThat(store.snapshot().get(0).partition()).hasValue("https://shop.example");
            assertThat(store.lookup(new CookieContext(widget, true, inShop, true)))
                    .hasSize(1);
            assertThat(store.lookup(new CookieContext(widget, true, inBank, true)))
                    .isEmpty();
            assertThat(store.lookup(CookieContext.of(widget))).isEmpty();
        }

        @Test
        void partitionsHoldCookiesOfTheSameName() {
            store.store(
                    new CookieContext(widget, true, inShop, true), List.of("a=1; SameSite=None; Secure; Partitioned"));
            store.store(
                    new CookieContext(widget, true, inBank, true), List.of("a=2; SameSite=None; Secure; Partitioned"));

            assertThat(store.size()).isEqualTo(2);
            assertThat(store.lookup(new CookieContext(widget, true, inBank, true))
                            .get(0)
                            .value())
                    .isEqualTo("2");
        }

        @Test
        void withoutSecureItIsRefused() {
            store.store(new CookieContext(widget, true, inShop, true), List.of("a=1; SameSite=None; Partitioned"));

            assertThat(store.size()).isZero();
        }
    }

    @Test
    void nothingShowsTheValue() {
        set("https://a.example/", "sid=secret; Secure; HttpOnly; SameSite=Lax; Max-Age=60");

        Cookie cookie = store.snapshot().get(0);
        assertThat(cookie)
                .asString()
                .startsWith("sid=***; host-only domain=a.example; path=/; expires=")
                .doesNotContain("secret");
        assertThat(store).asString().doesNotContain("secret");
    }

    private void set(String url, String... fields) {
        store.store(CookieContext.of(HttpUrl.parse(url)), Arrays.asList(fields));
    }

    private String sent(String url) {
        return store.lookup(CookieContext.of(HttpUrl.parse(url))).stream()
                .map(Cookie::pair)
                .collect(Collectors.joining("; "));
    }
}
