/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.wayfarer.client.url.HttpUrl;

/**
 * The {@code Location} field of an answer (RFC 9110 section 10.2.2).
 *
 * @param text the value; null when there is none, or nothing in it, which makes the answer the last one as in browsers
 * @param ambiguous true when several fields differ
 */
record Location(@Nullable String text, boolean ambiguous) {

    /** A relative reference may make the URL of every hop longer than the one before. */
    private static final int LONGEST_TARGET = 64 * 1024;

    static Location of(HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(HttpHeaders.LOCATION);
        String first = null;
        for (String value : values) {
            String text = value.strip();
            if (first != null && !first.equals(text)) {
                return new Location(utf8(first), true);
            }
            first = text;
        }
        return new Location(first == null || first.isEmpty() ? null : utf8(first), false);
    }

    /** Field values are read as Latin-1; a server that writes other characters means UTF-8 where it is valid UTF-8. */
    private static String utf8(String text) {
        boolean ascii = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0xff) {
                return text;
            }
            ascii &= c < 0x80;
        }
        if (ascii) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return text;
        }
    }

    /**
     * Where it leads from the URL of the answered request, or null when nowhere, or to more than 64 KiB. User-info comes from the request and
     * stays inside its origin; the one in a {@code Location} was not given by the user. The fragment is inherited.
     *
     * @param ownCredentials whether user-info that stands in the field is used all the same
     */
    @Nullable
    HttpUrl resolve(HttpUrl base, boolean ownCredentials) {
        HttpUrl target = text == null ? null : base.resolve(text).orElse(null);
        if (target == null || target.requestTarget().length() > LONGEST_TARGET) {
            return null;
        }
        if (base.webSocket()) {
            target = target.asWebSocket();
        } else if (target.webSocket()) {
            return null;
        }
        boolean sameOrigin = target.origin().equals(base.origin());
        boolean given = ownCredentials && target.userInfo().isPresent();
        target = given ? target : sameOrigin ? target.withUserInfoOf(base) : target.withoutUserInfo();
        return target.fragment().isPresent()
                ? target
                : target.withFragment(base.fragment().orElse(null));
    }
}
