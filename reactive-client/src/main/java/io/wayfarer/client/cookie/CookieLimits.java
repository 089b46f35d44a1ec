/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.time.Duration;

/**
 * How much a {@link CookieStore} takes. Immutable; each {@code with} method answers a copy.
 *
 * <p>The defaults are those of RFC 6265bis sections 5.5 to 5.7, and Chromium's 180 cookies for one domain.
 */
public final class CookieLimits {

    private static final CookieLimits DEFAULTS = new CookieLimits(180, 3000, 4096, 1024, Duration.ofDays(400));

    private final int perDomain;
    private final int total;
    private final int nameValueBytes;
    private final int attributeBytes;
    private final Duration lifetime;

    private CookieLimits(int perDomain, int total, int nameValueBytes, int attributeBytes, Duration lifetime) {
        this.perDomain = perDomain;
        this.total = total;
        this.nameValueBytes = nameValueBytes;
        this.attributeBytes = attributeBytes;
        this.lifetime = lifetime;
    }

    /** 180 cookies for a domain, 3000 in all, 4096 bytes for name and value, 1024 for an attribute, 400 days. */
    public static CookieLimits defaults() {
        return DEFAULTS;
    }

    /** Cookies with one and the same domain; one more evicts the one used longest ago, insecure ones first. */
    public int perDomain() {
        return perDomain;
    }

    /** Cookies in all; one more evicts an expired one, else the one used longest ago. */
    public int total() {
        return total;
    }

    /** Octets of name and value together; a longer cookie is ignored. */
    public int nameValueBytes() {
        return nameValueBytes;
    }

    /** Octets of an attribute's value; a longer attribute is ignored. */
    public int attributeBytes() {
        return attributeBytes;
    }

    /** Longest time until a cookie expires; a later expiry is moved to it. */
    public Duration lifetime() {
        return lifetime;
    }

    /** At least 1. */
    public CookieLimits withPerDomain(int cookies) {
        return new CookieLimits(positive("perDomain", cookies), total, nameValueBytes, attributeBytes, lifetime);
    }

    /** At least 1. */
    public CookieLimits withTotal(int cookies) {
        return new CookieLimits(perDomain, positive("total", cookies), nameValueBytes, attributeBytes, lifetime);
    }

    /** At least 1. */
    public CookieLimits withNameValueBytes(int bytes) {
        return new CookieLimits(perDomain, total, positive("nameValueBytes", bytes), attributeBytes, lifetime);
    }

    /** At least 1. */
    public CookieLimits withAttributeBytes(int bytes) {
        return new CookieLimits(perDomain, total, nameValueBytes, positive("attributeBytes", bytes), lifetime);
    }

    /** From one second to 400 days, the most that RFC 6265bis section 5.5 allows. */
    public CookieLimits withLifetime(Duration longest) {
        if (longest.compareTo(Duration.ofSeconds(1)) < 0 || longest.compareTo(DEFAULTS.lifetime) > 0) {
            throw new IllegalArgumentException("lifetime: " + longest + " (expected: PT1S to PT9600H)");
        }
        return new CookieLimits(perDomain, total, nameValueBytes, attributeBytes, longest);
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
        }
        return value;
    }
}
