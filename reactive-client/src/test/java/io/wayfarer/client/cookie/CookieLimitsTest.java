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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.client.cookie.psl.PublicSuffixList;
import io.wayfarer.client.url.HttpUrl;

/** RFC 6265bis section 5.7, the removal of excess cookies. */
class CookieLimitsTest {

    private final TestClock clock = new TestClock(Instant.parse("2026-06-01T12:00:00Z"));
    private final CookieStore store = new InMemoryCookieStore(
            clock, CookieLimits.defaults().withPerDomain(3).withTotal(5), PublicSuffixList.bundled());
    private final List<CookieChange> changes = new ArrayList<>();

    @Test
    void aDomainHoldsUpToItsLimit() {
        set("https://a.example/", "a=1", "b=1", "c=1");
        assertThat(names()).containsExactlyInAnyOrder("a", "b", "c");

        set("https://a.example/", "d=1");
        assertThat(names()).containsExactlyInAnyOrder("b", "c", "d");
    }

    @Test
    void theOneUsedLongestAgoGivesWay() {
        set("https://a.example/", "a=1; Path=/a");
        later();
        set("https://a.example/", "b=1; Path=/b");
        later();
        set("https://a.example/", "c=1; Path=/c");
        later();
        store.lookup(CookieContext.of(HttpUrl.parse("https://a.example/a")));
        later();
        set("https://a.example/", "d=1");

        assertThat(names()).containsExactlyInAnyOrder("a", "c", "d");
    }

    @Test
    void anExpiredCookieGivesWayFirst() {
        set("https://a.example/", "a=1", "b=1; Max-Age=1", "c=1");
        clock.advance(Duration.ofSeconds(2));
        follow();
        set("https://a.example/", "d=1");

        assertThat(names()).containsExactlyInAnyOrder("a", "c", "d");
        assertThat(changes)
                .extracting(CookieChange::kind)
                .containsExactly(CookieChange.Kind.EXPIRED, CookieChange.Kind.ADDED);
    }

    @Test
    void oneWithoutSecureGivesWayBeforeAnOlderSecureOne() {
        set("https://a.example/", "old=1; Secure");
        later();
        set("https://a.example/", "plain=1", "young=1; Secure");
        later();
        follow();
        set("https://a.example/", "new=1; Secure");

        assertThat(names()).containsExactlyInAnyOrder("old", "young", "new");
        assertThat(changes)
                .extracting(CookieChange::kind)
                .containsExactly(CookieChange.Kind.EVICTED, CookieChange.Kind.ADDED);
    }

    @Test
    void amongSecureCookiesANewOneWithoutSecureIsItselfInExcess() {
        set("https://a.example/", "a=1; Secure", "b=1; Secure", "c=1; Secure");

        assertThat(store.store(CookieContext.of(HttpUrl.parse("https://a.example/")), List.of("d=1")))
                .isEmpty();
        assertThat(names()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void theJarHoldsUpToItsTotal() {
        set("https://a.example/", "a=1", "b=1");
        later();
        set("https://b.example/", "c=1", "d=1", "e=1");
        assertThat(store.size()).isEqualTo(5);
        later();
        store.lookup(CookieContext.of(HttpUrl.parse("https://a.example/")));
        later();

        set("https://c.example/", "f=1");

        assertThat(names()).containsExactlyInAnyOrder("a", "b", "d", "e", "f");
    }

    @Test
    void aReplacementNeedsNoRoom() {
        set("https://a.example/", "a=1", "b=1", "c=1");
        set("https://b.example/", "d=1", "e=1");
        follow();
        set("https://a.example/", "a=2");

        assertThat(store.size()).isEqualTo(5);
        assertThat(changes).extracting(CookieChange::kind).containsExactly(CookieChange.Kind.REPLACED);
    }

    @Test
    void manySubdomainsLeaveNothingBehind() {
        for (int i = 0; i < 1000; i++) {
            set("https://s" + i + ".evil.example/", "a=1; Secure");
        }
        assertThat(store.size()).isEqualTo(5);
        store.clear();

        assertThat(store.size()).isZero();
        set("https://s1.evil.example/", "a=2");
        assertThat(names()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aLimitIsPositive(int limit) {
        assertThatThrownBy(() -> CookieLimits.defaults().withTotal(limit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("total: " + limit + " (expected: >= 1)");
        assertThatThrownBy(() -> CookieLimits.defaults().withPerDomain(limit)).hasMessageContaining("perDomain");
        assertThatThrownBy(() -> CookieLimits.defaults().withNameValueBytes(limit))
                .hasMessageContaining("nameValueBytes");
        assertThatThrownBy(() -> CookieLimits.defaults().withAttributeBytes(limit))
                .hasMessageContaining("attributeBytes");
    }

    @Test
    void noLifetimeIsLongerThanTheRfcAllows() {
        assertThatThrownBy(() -> CookieLimits.defaults().withLifetime(Duration.ofDays(401)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CookieLimits.defaults().withLifetime(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(CookieLimits.defaults().withLifetime(Duration.ofDays(1)).lifetime())
                .isEqualTo(Duration.ofDays(1));
    }

    private void later() {
        clock.advance(Duration.ofSeconds(1));
    }

    private void follow() {
        // Lives as long as the store of this test.
        CookieStore.Subscription subscription = store.onChange(changes::add);
        assertThat(subscription).isNotNull();
    }

    private void set(String url, String... fields) {
        store.store(CookieContext.of(HttpUrl.parse(url)), List.of(fields));
    }

    private List<String> names() {
        return store.snapshot().stream().map(Cookie::name).toList();
    }
}
