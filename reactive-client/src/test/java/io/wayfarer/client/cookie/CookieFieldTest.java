/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class CookieFieldTest {

    @Test
    void theCookiesOfAFieldComeInTheirOrder() {
        assertThat(CookieField.parse("SID=31d4d96e407aad42; lang=en-US"))
                .containsExactly(
                        new CookieField.Pair("SID", "31d4d96e407aad42"), new CookieField.Pair("lang", "en-US"));
    }

    @Test
    void blanksQuotesAndEqualsSignsAreReadAsBrowsersWriteThem() {
        assertThat(CookieField.parse("a=\"x y\";b=c=d ;; \tnameless; =v; e="))
                .containsExactly(
                        new CookieField.Pair("a", "\"x y\""),
                        new CookieField.Pair("b", "c=d"),
                        new CookieField.Pair("", "nameless"),
                        new CookieField.Pair("", "v"),
                        new CookieField.Pair("e", ""));
    }

    @Test
    void allFieldsOfARequestCount() {
        assertThat(CookieField.parse(List.of("a=1", "", "b=2; a=3")))
                .extracting(CookieField.Pair::name)
                .containsExactly("a", "b", "a");
        assertThat(CookieField.parse(List.of())).isEmpty();
    }

    @Test
    void aPairDoesNotShowItsValue() {
        assertThat(CookieField.parse("sid=secret").get(0)).hasToString("sid=***");
    }
}
