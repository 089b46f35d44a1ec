/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.spring;

import java.util.Locale;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * The cookies of an answer as {@code WebClient} shows them, in the words of the server: the jar decides elsewhere which it
 * keeps. A field without a name is left out.
 */
final class SetCookies {

    private SetCookies() {}

    static MultiValueMap<String, ResponseCookie> of(HttpHeaders headers) {
        MultiValueMap<String, ResponseCookie> cookies = new LinkedMultiValueMap<>();
        for (String field : headers.getOrEmpty(HttpHeaders.SET_COOKIE)) {
            String[] parts = field.split(";", -1);
            int equals = parts[0].indexOf('=');
            String name = equals < 0 ? "" : parts[0].substring(0, equals).strip();
            if (!name.isEmpty()) {
                ResponseCookie.ResponseCookieBuilder cookie = ResponseCookie.fromClientResponse(
                        name, parts[0].substring(equals + 1).strip());
                for (int i = 1; i < parts.length; i++) {
                    attribute(cookie, parts[i]);
                }
                cookies.add(name, cookie.build());
            }
        }
        return cookies;
    }

    private static void attribute(ResponseCookie.ResponseCookieBuilder cookie, String attribute) {
        int equals = attribute.indexOf('=');
        String name = (equals < 0 ? attribute : attribute.substring(0, equals)).strip();
        String value = equals < 0 ? "" : attribute.substring(equals + 1).strip();
        switch (name.toLowerCase(Locale.ROOT)) {
            case "domain" -> cookie.domain(value);
            case "path" -> cookie.path(value);
            case "secure" -> cookie.secure(true);
            case "httponly" -> cookie.httpOnly(true);
            case "partitioned" -> cookie.partitioned(true);
            case "samesite" -> cookie.sameSite(value);
            case "max-age" -> {
                if (value.matches("-?[0-9]{1,18}")) {
                    cookie.maxAge(Long.parseLong(value));
                }
            }
            default -> {
                // Expires has no place in a ResponseCookie, and unknown attributes mean nothing.
            }
        }
    }
}
