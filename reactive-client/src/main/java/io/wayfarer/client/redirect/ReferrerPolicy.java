/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.url.HttpUrl;

/**
 * What a followed redirect tells in {@code Referer} about the URL it comes from, in the words of the
 * <a href="https://www.w3.org/TR/referrer-policy/">Referrer Policy</a> of the W3C. No policy tells user-info or fragment.
 */
public enum ReferrerPolicy {
    /** Nothing. */
    NO_REFERRER,
    /** The origin. */
    ORIGIN,
    /** The URL inside an origin, else nothing. */
    SAME_ORIGIN,
    /** The origin, but nothing from https to http. */
    STRICT_ORIGIN,
    /** The URL inside an origin, else the origin. */
    ORIGIN_WHEN_CROSS_ORIGIN,
    /** The URL inside an origin, else the origin, but nothing from https to http. The default. */
    STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
    /** The URL, but nothing from https to http. */
    NO_REFERRER_WHEN_DOWNGRADE,
    /** The URL, always: it may hold what is nobody else's business. */
    UNSAFE_URL;

    /** Above this length the origin alone is told (Referrer Policy section 8.4). */
    private static final int LONGEST = 4096;

    /** The value of the field, or null for none. */
    @Nullable
    String referrer(HttpUrl from, HttpUrl to) {
        boolean sameOrigin = from.origin().equals(to.origin());
        boolean downgrade = from.secure() && !to.secure();
        return switch (this) {
            case NO_REFERRER -> null;
            case ORIGIN -> originOf(from);
            case SAME_ORIGIN -> sameOrigin ? whole(from) : null;
            case STRICT_ORIGIN -> downgrade ? null : originOf(from);
            case ORIGIN_WHEN_CROSS_ORIGIN -> sameOrigin ? whole(from) : originOf(from);
            case STRICT_ORIGIN_WHEN_CROSS_ORIGIN -> {
                if (downgrade) {
                    yield null;
                }
                yield sameOrigin ? whole(from) : originOf(from);
            }
            case NO_REFERRER_WHEN_DOWNGRADE -> downgrade ? null : whole(from);
            case UNSAFE_URL -> whole(from);
        };
    }

    private static String whole(HttpUrl url) {
        String text = url.absoluteForm();
        return text.length() > LONGEST ? originOf(url) : text;
    }

    private static String originOf(HttpUrl url) {
        return url.origin() + "/";
    }
}
