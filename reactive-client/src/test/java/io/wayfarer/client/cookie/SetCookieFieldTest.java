/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.client.url.HttpUrl;

/** RFC 6265bis section 4.1. */
class SetCookieFieldTest {

    @Test
    void aFieldHasItsAttributesInAFixedOrder() {
        assertThat(SetCookieField.of("SID", "31d4d96e407aad42")
                        .withPartitioned()
                        .withSameSite(SameSite.NONE)
                        .withHttpOnly()
                        .withSecure()
                        .withPath("/a b")
                        .withDomain(".Shop.Example")
                        .withMaxAge(Duration.ofMinutes(1))
                        .withExpires(Instant.parse("1994-11-06T08:49:37.9Z"))
                        .text())
                .isEqualTo("SID=31d4d96e407aad42; Expires=Sun, 06 Nov 1994 08:49:37 GMT; Max-Age=60;"
                        + " Domain=shop.example; Path=/a b; Secure; HttpOnly; SameSite=None; Partitioned");
    }

    @Test
    void aCopyLeavesTheFirstAsItWas() {
        SetCookieField plain = SetCookieField.of("a", "\"b\"");
        SetCookieField secure = plain.withSecure().withSameSite(SameSite.STRICT);

        assertThat(plain.text()).isEqualTo("a=\"b\"");
        assertThat(secure.text()).isEqualTo("a=\"b\"; Secure; SameSite=Strict");
        assertThat(SetCookieField.of("a", "").withMaxAge(Duration.ofSeconds(-5)).text())
                .isEqualTo("a=; Max-Age=0");
    }

    @Test
    void whatAServerWritesAJarTakes() {
        CookieStore jar = new InMemoryCookieStore();
        List<Cookie> taken = jar.store(
                CookieContext.of(HttpUrl.parse("https://www.shop.example/a")),
                List.of(
                        SetCookieField.of("__Host-a", "1").withSecure().text(),
                        SetCookieField.of("b", "2")
                                .withDomain("shop.example")
                                .withSameSite(SameSite.LAX)
                                .withMaxAge(Duration.ofHours(1))
                                .text()));

        assertThat(taken).extracting(Cookie::name).containsExactly("__Host-a", "b");
        assertThat(taken.get(1).sameSite()).isEqualTo(SameSite.LAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a=b", "a;b", "a\r\nb", "\u00e4", "a\u0000", "a,b"})
    void aNameIsAToken(String name) {
        assertThatThrownBy(() -> SetCookieField.of(name, "v")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"secret x", "secret;x", "secret,x", "secret\r\nSet-Cookie: x=y", "\"secret", "secret\u00e4"})
    void aValueHoldsNothingThatEndsIt(String value) {
        assertThatThrownBy(() -> SetCookieField.of("n", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "/a;b", "/a\nb", "/\u00e4"})
    void aPathBeginsWithASlash(String path) {
        assertThatThrownBy(() -> SetCookieField.of("n", "v").withPath(path))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a b", "a;b", "a\r\nb", "\u00e4.example"})
    void aDomainIsAHostName(String domain) {
        assertThatThrownBy(() -> SetCookieField.of("n", "v").withDomain(domain))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("ignoredByBrowsers")
    void whatBrowsersWouldIgnoreIsRefused(SetCookieField field) {
        assertThatThrownBy(field::text)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs Secure");
    }

    static Stream<SetCookieField> ignoredByBrowsers() {
        return Stream.of(
                SetCookieField.of("__Secure-a", "1"),
                SetCookieField.of("__host-a", "1"),
                SetCookieField.of("__Host-a", "1").withSecure().withDomain("shop.example"),
                SetCookieField.of("__Host-a", "1").withSecure().withPath("/a"),
                SetCookieField.of("a", "1").withSameSite(SameSite.NONE),
                SetCookieField.of("a", "1").withPartitioned());
    }

    @Test
    void itDoesNotShowItsValue() {
        assertThat(SetCookieField.of("sid", "secret")).hasToString("SetCookieField[sid=***]");
    }
}
