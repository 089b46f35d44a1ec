/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.client.hop.HopSite;
import io.wayfarer.client.url.HttpUrl;

/** RFC 6265bis section 5.8.3, retrieving, and partitioned cookies, rule by rule, through the jar. */
class CookieRetrievalTest extends StorageModelCase {

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
}
