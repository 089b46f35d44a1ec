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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.client.cookie.psl.PublicSuffixList;
import io.wayfarer.client.hop.HopSite;
import io.wayfarer.client.url.HttpUrl;

/**
 * The sentences of RFC 6265bis section 5, user agent requirements, that are not in {@link CookieParsingTest},
 * {@link StorageModelTest}, {@link CookieRetrievalTest}, {@link CookieLimitsTest} (excess cookies) or {@link CookiePolicyTest} (one field line).
 */
class UserAgentRequirementsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final HttpUrl SHOP = HttpUrl.parse("https://shop.example/a/b");

    private final TestClock clock = new TestClock(NOW);
    private final CookieStore store =
            new InMemoryCookieStore(clock, CookieLimits.defaults(), PublicSuffixList.bundled());

    @Nested
    class Section_5_1_1_Dates {

        @ParameterizedTest
        @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
                        Tue, 03 Feb 2026 04:05:06 GMT       | 2026-02-03T04:05:06Z
                        3 2026 feb 4:5:6                    | 2026-02-03T04:05:06Z
                        04:05:06x 03y February 2026         | 2026-02-03T04:05:06Z
                        2026 03 feb 04:05:06                | 2026-02-03T04:05:06Z
                        \t03/feb-2026;04:05:06!             | 2026-02-03T04:05:06Z
                        03 FEB 2026 04:05:06 05:06:07 04 mar 2027 | 2026-02-03T04:05:06Z
                        03 fe 2026 04:05:06                 | none
                        """)
        void step2TokensAreTriedAsTimeDayMonthAndYearInTurnAndTheFirstOfEachCounts(
                String text, @Nullable String expected) {
            assertThat(date(text)).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({"70, 1970", "99, 1999", "69, 2069", "0070, 1970", "00, 2000", "1999, 1999"})
        void steps3And4TwoDigitsOfAYearAreOfTheYears1970To2069(String year, String expected) {
            assertThat(date("01 jan " + year + " 00:00:00")).startsWith(expected + "-01-01");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "00 jan 2026 00:00:00",
                    "32 jan 2026 00:00:00",
                    "01 jan 1600 00:00:00",
                    "01 jan 2026 24:00:00",
                    "01 jan 2026 00:60:00",
                    "01 jan 2026 00:00:60",
                    "01 jan 2026",
                    "01 2026 00:00:00",
                    "jan 2026 00:00:00",
                    "01 jan 00:00:00",
                    ""
                })
        void step5WhatIsMissingOrOutOfRangeMakesNoDate(String text) {
            assertThat(date(text)).isNull();
        }

        @ParameterizedTest
        @ValueSource(strings = {"30 feb 2026 00:00:00", "31 apr 2026 00:00:00", "29 feb 2025 00:00:00"})
        void step6ADateThatDoesNotExistIsNone(String text) {
            assertThat(date(text)).isNull();
        }

        private static @Nullable String date(String text) {
            long millis = CookieDate.parse(text);
            return millis == CookieDate.INVALID
                    ? null
                    : Instant.ofEpochMilli(millis).toString();
        }
    }

    @Nested
    class Section_5_1_2_CanonicalizedHostNames {

        @Test
        void aHostIsOneWhateverItsCase() {
            set("https://Shop.EXAMPLE/", "a=1");

            assertThat(sent("https://shop.example/")).isEqualTo("a=1");
            assertThat(store.snapshot().get(0).domain()).isEqualTo("shop.example");
        }

        @Test
        void anInternationalNameIsOneInBothItsSpellings() {
            set("https://b\u00fccher.example/", "a=1; Domain=xn--bcher-kva.example");

            assertThat(sent("https://www.xn--bcher-kva.example/")).isEqualTo("a=1");
            assertThat(sent("https://B\u00dcCHER.example/")).isEqualTo("a=1");
        }
    }

    @Nested
    class Section_5_2_SameSite {

        @ParameterizedTest
        @CsvSource({
            "https://shop.example/, true",
            "https://www.shop.example:8443/x, true",
            "https://other.example/, false",
            "http://shop.example/, false",
            "wss://shop.example/, true"
        })
        void aRequestIsSameSiteWhenSchemeAndRegistrableDomainAreThoseOfTheSiteForCookies(String site, boolean same) {
            set("https://shop.example/", "a=1; SameSite=Strict");

            assertThat(lookup(SHOP, HttpUrl.parse(site), false)).hasSize(same ? 1 : 0);
        }

        @ParameterizedTest
        @CsvSource({
            "https://a.github.io/, https://b.github.io/, false",
            "https://x.a.github.io/, https://a.github.io/, true",
            "https://127.0.0.1/, https://127.0.0.1:8443/, true",
            "https://127.0.0.1/, https://127.0.0.2/, false",
            "https://localhost/, https://localhost/, true",
            "https://github.io/, https://github.io/, true"
        })
        void whatHasNoRegistrableDomainIsASiteOfItsOwn(String url, String site, boolean same) {
            set(url, "a=1; SameSite=Strict");

            assertThat(lookup(HttpUrl.parse(url), HttpUrl.parse(site), false)).hasSize(same ? 1 : 0);
        }

        @Test
        void aRequestThatNobodyElseAskedForIsSameSite() {
            set("https://shop.example/", "a=1; SameSite=Strict");

            assertThat(sent("https://shop.example/")).isEqualTo("a=1");
        }

        private List<Cookie> lookup(HttpUrl url, HttpUrl site, boolean topLevel) {
            return store.lookup(new CookieContext(url, true, new HopSite(site, topLevel), true));
        }
    }

    @Nested
    class Section_5_6_SetCookie {

        @Test
        void step2OnlyWhatStandsBeforeTheFirstSemicolonIsThePair() {
            set("https://shop.example/", "a=1;b=2;c");

            assertThat(sent("https://shop.example/")).isEqualTo("a=1");
        }

        @ParameterizedTest
        @CsvSource({"token, token", "=token, token", "a=, a=", "a=b=c, a=b=c", "' \ta \t= \tb c \t', a=b c", "a, a"})
        void steps3And4TheFirstEqualsSignPartsNameAndValueAndBlanksAroundThemGo(String field, String pair) {
            set("https://shop.example/", field);

            assertThat(sent("https://shop.example/")).isEqualTo(pair);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"a=1; Secure", "a=1;secure", "a=1;  SECURE  = yes ; x", "a=1; Secure=false", "a=1;;;Secure"})
        void anAttributeIsKnownByItsNameInAnyCaseWithoutTheBlanksAroundIt(String field) {
            set("https://shop.example/", field);

            assertThat(store.snapshot()).singleElement().matches(Cookie::secure);
        }

        @Test
        void anUnknownAttributeIsPassedOver() {
            set("https://shop.example/", "a=1; Priority=High; Secured; Path-x=/y; Max-Ages=0");

            Cookie cookie = store.snapshot().get(0);
            assertThat(cookie.secure()).isFalse();
            assertThat(cookie.path()).isEqualTo("/");
            assertThat(cookie.persistent()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Secure",
                    "HttpOnly",
                    "Domain=shop.example",
                    "Path=/x",
                    "Expires=Fri, 31 Dec 2026 23:59:59 GMT"
                })
        void anAttributeValueOfMoreThan1024OctetsMakesTheAttributeIgnored(String attribute) {
            String padding = attribute.contains("=") ? " " : "=";
            set("https://shop.example/", "a=1; " + attribute + padding + "x".repeat(1025));

            Cookie cookie = store.snapshot().get(0);
            assertThat(cookie.secure() || cookie.httpOnly() || cookie.persistent() || !cookie.hostOnly())
                    .isFalse();
            assertThat(cookie.path()).isEqualTo("/");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Expires=someday", "Expires", "Expires=", "Expires=30 Feb 2027 00:00:00"})
        void section_5_6_1_AnExpiresThatIsNoDateIsIgnored(String attribute) {
            set("https://shop.example/", "a=1; " + attribute);

            assertThat(store.snapshot()).singleElement().matches(cookie -> !cookie.persistent());
        }

        @Test
        void section_5_6_1_AnExpiresInThePastDeletes() {
            set("https://shop.example/", "a=1");
            set("https://shop.example/", "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT");

            assertThat(store.size()).isZero();
        }

        @ParameterizedTest
        @CsvSource({"60; Max-Age=x, 60", "x; Max-Age=60, 60", "9; Max-Age=60, 60", "60; Max-Age, 60", "007, 7"})
        void section_5_6_2_TheLastMaxAgeThatIsANumberCounts(String values, int seconds) {
            set("https://shop.example/", "a=1; Max-Age=" + values);

            assertThat(store.snapshot().get(0).expiry()).hasValue(NOW.plusSeconds(seconds));
        }

        @ParameterizedTest
        @CsvSource({
            ".shop.example, shop.example",
            "SHOP.Example, shop.example",
            "other.example; Domain=shop.example, shop.example",
            "'', host",
            ".shop.example; Domain=, host"
        })
        void section_5_6_3_OneLeadingDotGoesCaseDoesNotMatterAndTheLastDomainCounts(String value, String domain) {
            set("https://www.shop.example/", "a=1; Domain=" + value);

            Cookie cookie = store.snapshot().get(0);
            assertThat(cookie.hostOnly()).isEqualTo(domain.equals("host"));
            assertThat(cookie.domain()).isEqualTo(cookie.hostOnly() ? "www.shop.example" : domain);
        }

        @ParameterizedTest
        @CsvSource({"/x, /x", "'', /a", "x, /a", "/x; Path=/y, /y", "/x; Path=, /a", "/x; Path=y, /a", "//, //"})
        void section_5_6_4_APathThatIsNoneStandsForTheDefaultPathAndTheLastOneCounts(String value, String path) {
            set("https://shop.example/a/b", "a=1; Path=" + value);

            assertThat(store.snapshot().get(0).path()).isEqualTo(path);
        }

        @Test
        void sections_5_6_5_And_5_6_6_TheirPresenceIsWhatCounts() {
            set("https://shop.example/", "a=1; Secure=; HttpOnly=0");

            assertThat(store.snapshot()).singleElement().matches(cookie -> cookie.secure() && cookie.httpOnly());
        }
    }

    @Nested
    class Section_5_7_StorageModel {

        @Test
        void step3TheCreationAndTheLastAccessAreTheTimeOfArrival() {
            set("https://shop.example/", "a=1");

            assertThat(store.snapshot().get(0).creation()).isEqualTo(NOW);
        }

        @Test
        void step6WithoutMaxAgeAndExpiresItEndsWithTheSession() {
            set("https://shop.example/", "a=1");

            assertThat(store.snapshot()).singleElement().matches(cookie -> !cookie.persistent());
            assertThat(store.endSession()).isEqualTo(1);
            assertThat(store.size()).isZero();
        }

        @Test
        void step11WithoutAPathItIsTheDefaultPathOfTheRequest() {
            set("https://shop.example/a/b?c=/d", "a=1");

            assertThat(store.snapshot().get(0).path()).isEqualTo("/a");
        }

        @Test
        void step23WhatReplacesIsNewInAllButItsCreation() {
            set("https://shop.example/", "a=1; Secure; HttpOnly; SameSite=Strict; Max-Age=60; Path=/");
            clock.advance(Duration.ofSeconds(1));
            set("https://shop.example/", "a=2; Path=/");

            Cookie cookie = store.snapshot().get(0);
            assertThat(cookie.creation()).isEqualTo(NOW);
            assertThat(cookie.value()).isEqualTo("2");
            assertThat(cookie.secure() || cookie.httpOnly() || cookie.persistent())
                    .isFalse();
            assertThat(cookie.sameSite()).isEqualTo(SameSite.DEFAULT);
        }

        @Test
        void expiredCookiesAreEvictedWhenTheStoreIsTouched() {
            set("https://shop.example/", "a=1; Max-Age=1");
            clock.advance(Duration.ofSeconds(1));
            set("https://elsewhere.example/", "b=1");

            assertThat(store.size()).isEqualTo(1);
        }

        @Test
        void whereTheSessionEndsAllCookiesWithoutAnExpiryGo() {
            set("https://shop.example/", "a=1", "b=2; Max-Age=60");
            set("https://elsewhere.example/", "c=3");

            assertThat(store.endSession()).isEqualTo(2);
            assertThat(store.snapshot()).extracting(Cookie::name).containsExactly("b");
        }
    }

    @Nested
    class Section_5_8_3_Retrieval {

        @Test
        void step2AmongEqualPathsTheEarlierCreationGoesFirstWhateverWasReplaced() {
            set("https://shop.example/", "a=1", "b=1", "c=1");
            clock.advance(Duration.ofSeconds(1));
            set("https://shop.example/", "b=2");

            assertThat(sent("https://shop.example/")).isEqualTo("a=1; b=2; c=1");
        }

        @Test
        void step3ALookupIsAnAccess() {
            CookieStore small = new InMemoryCookieStore(
                    clock, CookieLimits.defaults().withPerDomain(2), PublicSuffixList.bundled());
            small.store(CookieContext.of(SHOP), List.of("a=1; Path=/a", "b=1; Path=/b"));
            clock.advance(Duration.ofSeconds(1));
            small.lookup(CookieContext.of(SHOP));
            clock.advance(Duration.ofSeconds(1));
            small.store(CookieContext.of(SHOP), List.of("c=1"));

            assertThat(small.snapshot()).extracting(Cookie::name).containsExactlyInAnyOrder("a", "c");
        }

        @Test
        void step4ANamelessCookieIsItsValueAndAnEmptyValueIsNothing() {
            set("https://shop.example/", "=v", "n=");

            assertThat(sent("https://shop.example/")).isEqualTo("v; n=");
        }
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
