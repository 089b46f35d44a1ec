/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.wayfarer.client.cookie.psl.PublicSuffixList;
import io.wayfarer.client.url.HttpUrl;

class InMemoryCookieStoreTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final HttpUrl SHOP = HttpUrl.parse("https://www.shop.example/a/b");

    private final TestClock clock = new TestClock(NOW);
    private final CookieStore store =
            new InMemoryCookieStore(clock, CookieLimits.defaults(), PublicSuffixList.bundled());

    @Test
    void whatWasTakenIsAnsweredAndWhatWasNotIsNot() {
        List<Cookie> taken = store.store(
                CookieContext.of(SHOP), List.of("a=1", "=", "b=2; Domain=com", "c=3; Max-Age=0", "d=4; Max-Age=9"));

        assertThat(taken).extracting(Cookie::name).containsExactly("a", "d");
        assertThat(store.size()).isEqualTo(2);
        assertThat(store.store(CookieContext.of(SHOP), List.of())).isEmpty();
    }

    @Test
    void cookiesAreFoundAndRemovedByDomainPathAndName() {
        set("a=1", "a=2; Path=/", "b=3; Path=/", "c=4; Domain=shop.example");

        assertThat(store.get("www.shop.example", "/a", "a")).map(Cookie::value).hasValue("1");
        assertThat(store.get("www.shop.example", "/", "a")).map(Cookie::value).hasValue("2");
        assertThat(store.get("shop.example", "/a", "c")).map(Cookie::value).hasValue("4");
        assertThat(store.get("www.shop.example", "/a", "c")).isEmpty();
        assertThat(store.get("nowhere.example", "/", "a")).isEmpty();

        assertThat(store.remove("www.shop.example", "/a", "a")).isEqualTo(1);
        assertThat(store.remove("www.shop.example", "/a", "a")).isZero();
        assertThat(store.remove("www.shop.example", "/")).isEqualTo(2);
        assertThat(store.remove("shop.example")).isEqualTo(1);
        assertThat(store.size()).isZero();
        assertThat(store.remove("shop.example")).isZero();
    }

    @Test
    void aHostOnlyCookieIsFoundBeforeOneOfTheDomain() {
        set("a=domain; Domain=www.shop.example", "a=host");
        assertThat(store.get("www.shop.example", "/a", "a")).map(Cookie::value).hasValue("host");

        set("b=host", "b=domain; Domain=www.shop.example");
        assertThat(store.get("www.shop.example", "/a", "b")).map(Cookie::value).hasValue("host");
    }

    @Test
    void theEndOfASessionTakesItsCookies() {
        set("session=1", "kept=2; Max-Age=60");

        assertThat(store.endSession()).isEqualTo(1);
        assertThat(store.snapshot()).extracting(Cookie::name).containsExactly("kept");
    }

    @Test
    void aPurgeTakesWhatHasExpiredHoweverMuchItIs() {
        for (int i = 0; i < 1000; i++) {
            store.store(
                    CookieContext.of(HttpUrl.parse("https://h" + i + ".example/")),
                    List.of("a=1; Max-Age=" + (i < 900 ? 10 : 1000)));
        }
        assertThat(store.nextExpiry()).hasValue(NOW.plusSeconds(10));
        clock.advance(Duration.ofSeconds(10));

        assertThat(store.snapshot()).hasSize(100);
        assertThat(store.get("h1.example", "/", "a")).isEmpty();
        assertThat(store.purge()).isEqualTo(900);
        assertThat(store.size()).isEqualTo(100);
        assertThat(store.nextExpiry()).hasValue(NOW.plusSeconds(1000));
        assertThat(store.purge()).isZero();
    }

    @Test
    void whatHasExpiredIsAsIfItWereNotThereEvenBeforeItIsTakenOut() {
        for (int i = 0; i < 20; i++) {
            set("old" + i + "=1; Secure; Path=/; Max-Age=1");
        }
        set("last=1; Secure; Path=/; Max-Age=2");
        clock.advance(Duration.ofSeconds(2));

        store.store(CookieContext.of(HttpUrl.parse("http://www.shop.example/")), List.of("last=clear"));
        Cookie last = store.get("www.shop.example", "/", "last").orElseThrow();

        assertThat(last.value()).isEqualTo("clear");
        assertThat(last.creation()).isEqualTo(NOW.plusSeconds(2));
        assertThat(store.snapshot()).containsExactly(last);
        assertThat(store.size()).as("the rest is taken out step by step").isBetween(2, 20);
    }

    @Test
    void withoutAPersistentCookieNothingExpires() {
        assertThat(store.nextExpiry()).isEmpty();
        set("a=1; Max-Age=5");
        assertThat(store.nextExpiry()).hasValue(NOW.plusSeconds(5));
        set("a=1; Max-Age=3");
        assertThat(store.nextExpiry()).hasValue(NOW.plusSeconds(3));
        set("a=1");
        assertThat(store.nextExpiry()).isEmpty();
        set("a=1; Max-Age=7");
        assertThat(store.nextExpiry()).hasValue(NOW.plusSeconds(7));
    }

    @Test
    void anAddedCookieKeepsTheRulesThatNeedNoRequest() {
        assertThat(store.add(Cookie.of("a", "1").domain("shop.example").build()))
                .isTrue();
        assertThat(store.add(Cookie.of("a", "1").domain("co.uk").build())).isFalse();
        assertThat(store.add(Cookie.of("__Host-a", "1").host("shop.example").build()))
                .isFalse();
        assertThat(store.add(Cookie.of("__Host-a", "1")
                        .host("shop.example")
                        .secure(true)
                        .build()))
                .isTrue();
        assertThat(store.add(
                        Cookie.of("b", "v".repeat(4096)).host("shop.example").build()))
                .isFalse();
        assertThat(store.add(
                        Cookie.of("c", "1").host("shop.example").expiry(NOW).build()))
                .isFalse();
        assertThat(store.add(Cookie.of("d", "1")
                        .host("shop.example")
                        .expiry(NOW.plus(Duration.ofDays(1000)))
                        .build()))
                .isTrue();

        assertThat(store.get("shop.example", "/", "d").orElseThrow().expiry()).hasValue(NOW.plus(Duration.ofDays(400)));
        assertThat(store.lookup(CookieContext.of(SHOP)))
                .extracting(Cookie::pair)
                .containsExactly("a=1");
    }

    @Test
    void everyChangeIsToldInItsOrder() {
        List<String> told = new ArrayList<>();
        CookieStore.Subscription subscription = store.onChange(
                change -> told.add(change.kind() + " " + change.cookie().name()));
        set("a=1", "b=2; Max-Age=5", "a=3");
        clock.advance(Duration.ofSeconds(5));
        set("c=4", "a=; Max-Age=0");
        store.clear();
        subscription.close();
        set("d=5");

        assertThat(told)
                .containsExactly("ADDED a", "ADDED b", "REPLACED a", "EXPIRED b", "ADDED c", "REMOVED a", "REMOVED c");
    }

    @Test
    void aListenerThatThrowsCostsNothingButItsOwnMessage() {
        List<CookieChange> told = new ArrayList<>();
        CookieStore.Subscription bad = store.onChange(change -> {
            throw new IllegalStateException("listener");
        });
        CookieStore.Subscription good = store.onChange(told::add);
        set("a=1");

        assertThat(store.size()).isEqualTo(1);
        assertThat(told).hasSize(1);
        bad.close();
        good.close();
    }

    @Test
    void textsWithTheSameHashAreToldApart() {
        assertThat("/Aa").hasSameHashCodeAs("/BB");
        set("n=1; Path=/Aa", "n=2; Path=/BB", "Aa=3; Path=/Aa", "BB=4; Path=/Aa");

        assertThat(store.lookup(CookieContext.of(HttpUrl.parse("https://www.shop.example/Aa/x"))))
                .extracting(Cookie::pair)
                .containsExactly("n=1", "Aa=3", "BB=4");
        assertThat(store.lookup(CookieContext.of(HttpUrl.parse("https://www.shop.example/BB"))))
                .extracting(Cookie::pair)
                .containsExactly("n=2");
    }

    @Test
    void aRenewedCookieIsJudgedByItsNewFlagsAtOnce() {
        CookieContext clear = CookieContext.of(HttpUrl.parse("http://www.shop.example/"));
        set("a=1; Path=/; Max-Age=9", "b=2; Path=/");
        assertThat(store.lookup(clear)).extracting(Cookie::pair).containsExactly("a=1", "b=2");

        set("a=3; Path=/; Max-Age=99", "b=4; Path=/; Secure");
        assertThat(store.lookup(clear)).extracting(Cookie::pair).containsExactly("a=3");
        clock.advance(Duration.ofSeconds(50));
        assertThat(store.lookup(clear)).as("renewed").hasSize(1);
        set("a=5; Path=/; Max-Age=1", "b=6; Path=/");
        clock.advance(Duration.ofSeconds(1));
        assertThat(store.lookup(clear)).extracting(Cookie::pair).containsExactly("b=6");
        assertThat(store.purge()).isEqualTo(1);
    }

    @Test
    void aDomainOutsideAsciiIsNobodys() {
        set("a=1");

        assertThat(store.get("\u0177ww.shop.example", "/a", "a")).isEmpty();
        assertThat(store.remove("www.shop.exampl\u0165")).isZero();
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void aLookupCannotBeChanged() {
        set("a=1; Path=/");
        List<Cookie> found = store.lookup(CookieContext.of(SHOP));

        assertThatThrownBy(found::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> found.set(0, found.get(0))).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aCookieIsBuiltOnlyOfWhatAFieldCanCarry() {
        for (String bad : List.of("secret;b", "secret\nb", " secret", "secret\u0000")) {
            assertThatThrownBy(() -> Cookie.of(bad, "v")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Cookie.of("n", bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> Cookie.of("a=b", "v")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cookie.of("", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cookie.of("n", "v").path("x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cookie.of("n", "v").build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cookie.of("n", "v").host("b\u00fccher.example").build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void set(String... fields) {
        store.store(CookieContext.of(SHOP), List.of(fields));
    }
}
