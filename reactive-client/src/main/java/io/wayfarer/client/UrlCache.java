/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.url.HttpUrl;

/**
 * Remembers what the addresses used last mean, because reading one costs as much as half an exchange. Each address has one
 * place, where the next one with that place displaces it: so it stays small whatever it is asked, and nobody waits.
 *
 * <p>Thread-safe. Addresses with user-info are not kept, nor are very long ones.
 */
final class UrlCache {

    private static final int PLACES = 512;

    private static final int LONGEST = 512;

    private final Function<String, HttpUrl> reader;

    /** Written and read without a fence: a known address is immutable, and one that is not seen yet is read again. */
    private final @Nullable Known[] known = new Known[PLACES];

    private record Known(String text, HttpUrl url) {}

    UrlCache(Function<String, HttpUrl> reader) {
        this.reader = reader;
    }

    /** What the reader makes of the text; it throws what the reader throws. */
    HttpUrl url(String text) {
        int hash = text.hashCode();
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        Known there = known[place];
        if (there != null && there.text.equals(text)) {
            return there.url;
        }
        HttpUrl url = reader.apply(text);
        if (text.length() <= LONGEST && url.userInfo().isEmpty()) {
            known[place] = new Known(text, url);
        }
        return url;
    }
}
