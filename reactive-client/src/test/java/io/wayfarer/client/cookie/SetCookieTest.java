/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

/** RFC 6265bis section 5.6, the field by itself. */
class SetCookieTest {

    @Test
    void aFieldIsTakenApart() {
        SetCookie cookie = SetCookie.parse(" sid = \"a b\" ; Expires=Wed, 21 Oct 2026 07:28:00 GMT; MAX-AGE=60;"
                        + "Domain=.Shop.Example; Path=/a; Secure; HttpOnly; SameSite=Lax; Partitioned; Priority=High")
                .orElseThrow();

        assertThat(cookie.name()).isEqualTo("sid");
        assertThat(cookie.value()).isEqualTo("\"a b\"");
        assertThat(cookie.expires()).hasValue(Instant.parse("2026-10-21T07:28:00Z"));
        assertThat(cookie.maxAge()).hasValue(Duration.ofMinutes(1));
        assertThat(cookie.domain()).hasValue("shop.example");
        assertThat(cookie.path()).hasValue("/a");
        assertThat(cookie.secure()).isTrue();
        assertThat(cookie.httpOnly()).isTrue();
        assertThat(cookie.partitioned()).isTrue();
        assertThat(cookie.sameSite()).isEqualTo(SameSite.LAX);
        assertThat(cookie).hasToString("SetCookie[sid=***]");
    }

    @Test
    void withoutAttributesThereAreNone() {
        SetCookie cookie = SetCookie.parse("token").orElseThrow();

        assertThat(cookie.name()).isEmpty();
        assertThat(cookie.value()).isEqualTo("token");
        assertThat(cookie.expires()).isEmpty();
        assertThat(cookie.maxAge()).isEmpty();
        assertThat(cookie.domain()).isEmpty();
        assertThat(cookie.path()).isEmpty();
        assertThat(cookie.secure()).isFalse();
        assertThat(cookie.httpOnly()).isFalse();
        assertThat(cookie.partitioned()).isFalse();
        assertThat(cookie.sameSite()).isEqualTo(SameSite.DEFAULT);
    }

    @Test
    void aFieldThatMustBeIgnoredIsNone() {
        assertThat(SetCookie.parse("a=b\u0000")).isEmpty();
        assertThat(SetCookie.parse("a=" + "b".repeat(4096))).isEmpty();
    }
}
