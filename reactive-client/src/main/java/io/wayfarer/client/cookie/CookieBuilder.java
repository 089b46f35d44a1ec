/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A {@link Cookie} in the making: a session cookie of the path {@code /} until something else is said. Needs a
 * {@linkplain #host host} or a {@linkplain #domain domain}. Not thread-safe.
 */
public final class CookieBuilder {

    final String name;
    final String pair;
    String domain = "";
    String path = "/";

    @Nullable
    String partition;

    SameSite sameSite = SameSite.DEFAULT;
    boolean hostOnly;
    boolean secure;
    boolean httpOnly;
    long creationMillis;
    long expiryMillis = Cookie.NEVER;

    CookieBuilder(String name, String value) {
        if (name.isEmpty() && value.isEmpty()) {
            throw new IllegalArgumentException("a cookie needs a name or a value");
        }
        if (unsendable(name) || name.indexOf('=') >= 0) {
            throw new IllegalArgumentException(
                    "cookie name: \"" + name + "\" (expected: no '=', ';', control character or outer blank)");
        }
        if (unsendable(value)) {
            throw new IllegalArgumentException("the value of the cookie \"" + name
                    + "\" holds what a Cookie field cannot carry (expected: no ';', control character or outer blank)");
        }
        this.name = name;
        this.pair = name.isEmpty() ? value : name + "=" + value;
    }

    /** For what the parser has checked. */
    CookieBuilder(String name, SetCookie parsed) {
        this.name = name;
        this.pair = parsed.pair();
    }

    CookieBuilder(Cookie cookie) {
        this.name = cookie.name();
        this.pair = cookie.pair();
        this.domain = cookie.domain();
        this.path = cookie.path();
        this.partition = cookie.partitionKey();
        this.sameSite = cookie.sameSite();
        this.hostOnly = cookie.hostOnly();
        this.secure = cookie.secure();
        this.httpOnly = cookie.httpOnly();
        this.creationMillis = cookie.creationMillis();
        this.expiryMillis = cookie.expiryMillis();
    }

    private static boolean unsendable(String text) {
        return !CookieText.harmless(text)
                || text.indexOf(';') >= 0
                || !CookieText.trim(text, 0, text.length()).equals(text);
    }

    /** Sent to this host alone. */
    public CookieBuilder host(String host) {
        this.domain = host.toLowerCase(Locale.ROOT);
        this.hostOnly = true;
        return this;
    }

    /** Sent to this domain and to all below; a leading dot is passed over. */
    public CookieBuilder domain(String name) {
        this.domain = (name.startsWith(".") ? name.substring(1) : name).toLowerCase(Locale.ROOT);
        this.hostOnly = false;
        return this;
    }

    /**
     * Sent to this path and to all below.
     *
     * @throws IllegalArgumentException when it does not begin with a slash
     */
    public CookieBuilder path(String path) {
        if (!path.startsWith("/") || !CookieText.harmless(path) || path.indexOf(';') >= 0) {
            throw new IllegalArgumentException("cookie path: \"" + path + "\" (expected: /...)");
        }
        this.path = path;
        return this;
    }

    /** Sent over TLS only. */
    public CookieBuilder secure(boolean flag) {
        this.secure = flag;
        return this;
    }

    /** Kept from "non-HTTP" APIs. */
    public CookieBuilder httpOnly(boolean flag) {
        this.httpOnly = flag;
        return this;
    }

    public CookieBuilder sameSite(SameSite enforcement) {
        this.sameSite = enforcement;
        return this;
    }

    /** Bound to a top-level site such as {@code https://shop.example}; null binds it to none. */
    public CookieBuilder partition(@Nullable String topLevelSite) {
        this.partition = topLevelSite;
        return this;
    }

    /** When it ends; null lets it end with the session. */
    public CookieBuilder expiry(@Nullable Instant instant) {
        this.expiryMillis = instant == null ? Cookie.NEVER : instant.toEpochMilli();
        return this;
    }

    /** When it was first stored; a store that has it already keeps its own answer. */
    public CookieBuilder creation(Instant instant) {
        this.creationMillis = instant.toEpochMilli();
        return this;
    }

    /**
     * The cookie.
     *
     * @throws IllegalArgumentException without a host or domain
     */
    public Cookie build() {
        if (!CookieText.host(domain)) {
            throw new IllegalArgumentException(
                    "domain of the cookie \"" + name + "\": \"" + domain + "\" (expected: a host in ASCII)");
        }
        return new Cookie(this);
    }
}
