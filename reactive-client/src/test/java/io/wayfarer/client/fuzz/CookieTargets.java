/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

import io.wayfarer.client.cookie.Cookie;
import io.wayfarer.client.cookie.CookieContext;
import io.wayfarer.client.cookie.CookieField;
import io.wayfarer.client.cookie.CookieLimits;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.cookie.NetscapeCookieFile;
import io.wayfarer.client.cookie.SetCookie;
import io.wayfarer.client.cookie.psl.PublicSuffixList;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.grammar.Tokens;

/** Whatever a server sets and a file holds: ignored, or a cookie that can be sent and written. */
final class CookieTargets {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final HttpUrl URL = HttpUrl.parse("https://www.shop.example/a/b");

    private CookieTargets() {}

    static void setCookie(byte[] input) throws IOException {
        String field = PolicyTarget.text(input);
        InMemoryCookieStore jar = new InMemoryCookieStore(CLOCK, CookieLimits.defaults(), PublicSuffixList.bundled());
        List<Cookie> taken = jar.store(CookieContext.of(URL), List.of(field));
        assertThat(taken).hasSizeLessThanOrEqualTo(1);
        assertThat(jar.snapshot()).isEqualTo(taken);
        for (Cookie cookie : taken) {
            assertThat(cookie.pair()).doesNotContain(";").hasSizeLessThanOrEqualTo(4097);
            assertThat(Tokens.isFieldValue(cookie.pair())).isTrue();
            assertThat(URL.host()).endsWith(cookie.domain());
            assertThat(cookie.name().startsWith("__Host-") && !cookie.hostOnly())
                    .isFalse();
            roundTrip(taken);
        }
        Optional<SetCookie> parsed = SetCookie.parse(field);
        assertThat(parsed.isPresent() || taken.isEmpty()).isTrue();
        parsed.ifPresent(cookie -> assertThat(cookie.toString()).isEqualTo("SetCookie[" + cookie.name() + "=***]"));
    }

    static void cookie(byte[] input) {
        CookieField.parse(PolicyTarget.text(input))
                .forEach(cookie -> assertThat(cookie.value()).doesNotContain(";"));
    }

    /** A date that was understood is understood again in the form that HTTP prefers. */
    static void cookieDate(byte[] input) {
        expires(PolicyTarget.text(input)).ifPresent(date -> {
            assertThat(date.atOffset(ZoneOffset.UTC).getYear()).isBetween(1601, 9999);
            String preferred = DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC));
            assertThat(expires(preferred)).contains(date);
        });
    }

    private static Optional<Instant> expires(String date) {
        return SetCookie.parse("a=b; Expires=" + date.replace(';', ' ')).flatMap(SetCookie::expires);
    }

    static void cookieFile(byte[] input) throws IOException {
        NetscapeCookieFile.Contents contents = NetscapeCookieFile.read(new StringReader(PolicyTarget.text(input)));
        roundTrip(contents.cookies());
        contents.addTo(new InMemoryCookieStore(CLOCK, CookieLimits.defaults(), PublicSuffixList.bundled()));
    }

    private static void roundTrip(List<Cookie> cookies) throws IOException {
        StringWriter written = new StringWriter();
        List<Cookie> writable = cookies.stream()
                .filter(cookie ->
                        !cookie.name().contains("\t") && !cookie.path().contains("\t"))
                .map(cookie -> cookie.toBuilder().creation(Instant.EPOCH).build())
                .toList();
        assertThat(NetscapeCookieFile.write(written, cookies)).isEqualTo(writable.size());
        NetscapeCookieFile.Contents again = NetscapeCookieFile.read(new StringReader(written.toString()));
        assertThat(again.badLines()).isZero();
        assertThat(again.cookies()).isEqualTo(writable);
    }
}
