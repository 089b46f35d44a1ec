/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.spring;

import java.util.Locale;
import java.util.Optional;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import io.wayfarer.client.cookie.SameSite;
import io.wayfarer.client.cookie.SetCookie;

/**
 * The cookies of an answer as {@code WebClient} shows them: read as the jar reads them, which decides elsewhere which it keeps.
 * Left out are fields without a name, those that RFC 6265bis has ignored, and those with characters that a
 * {@code ResponseCookie} cannot hold, such as a space in the name; the header shows them all.
 */
final class SetCookies {

    private SetCookies() {}

    static MultiValueMap<String, ResponseCookie> of(HttpHeaders headers) {
        MultiValueMap<String, ResponseCookie> cookies = new LinkedMultiValueMap<>();
        for (String field : headers.getOrEmpty(HttpHeaders.SET_COOKIE)) {
            SetCookie.parse(field)
                    .filter(cookie -> !cookie.name().isEmpty())
                    .flatMap(SetCookies::shown)
                    .ifPresent(cookie -> cookies.add(cookie.getName(), cookie));
        }
        return cookies;
    }

    private static Optional<ResponseCookie> shown(SetCookie parsed) {
        try {
            ResponseCookie.ResponseCookieBuilder cookie = ResponseCookie.fromClientResponse(
                            parsed.name(), parsed.value())
                    .secure(parsed.secure())
                    .httpOnly(parsed.httpOnly())
                    .partitioned(parsed.partitioned());
            parsed.domain().ifPresent(cookie::domain);
            parsed.path().ifPresent(cookie::path);
            parsed.maxAge().ifPresent(cookie::maxAge);
            if (parsed.sameSite() != SameSite.DEFAULT) {
                String name = parsed.sameSite().name();
                cookie.sameSite(name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT));
            }
            return Optional.of(cookie.build());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // By the grammar of RFC 2616, which is narrower than what servers send.
        }
    }
}
