/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6265bis sections 5.1 and 5.6, matching and parsing, rule by rule, through the jar. */
class CookieParsingTest extends StorageModelCase {

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
}
