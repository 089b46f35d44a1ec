/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import org.jspecify.annotations.Nullable;

/**
 * RFC 6265bis section 5.7 as far as it needs no look at the cookies that are stored already: makes a cookie of what a
 * server sent, or refuses it. The steps are the RFC's.
 */
final class StorageModel {

    /** One and the same string for the commonest path. */
    private static final String ROOT = "/";

    /** A power of two. */
    private static final int SHARED = 256;

    private static final int LONGEST_SHARED = 32;

    private final Sites sites;
    private final CookieLimits limits;
    private final long lifetimeMillis;
    private final @Nullable String[] texts = new @Nullable String[SHARED];

    StorageModel(Sites sites, CookieLimits limits) {
        this.sites = sites;
        this.limits = limits;
        this.lifetimeMillis = limits.lifetime().toMillis();
    }

    /** The cookie of a {@code Set-Cookie} field, possibly one that has expired already; null when it is ignored. */
    @Nullable
    Cookie cookie(String field, CookieContext context, long nowMillis) {
        SetCookie parsed = SetCookie.parse(field, limits);
        if (parsed == null || parsed.empty()) {
            return null; // Step 2.
        }
        CookieBuilder cookie = new CookieBuilder(shared(parsed.name()), parsed);
        cookie.creationMillis = nowMillis;
        cookie.expiryMillis = expiry(parsed, nowMillis);
        cookie.sameSite = parsed.sameSite();
        cookie.secure = parsed.secure();
        cookie.httpOnly = parsed.httpOnly();
        cookie.path = path(parsed, context);
        boolean accepted = domain(parsed, context, cookie)
                && (!cookie.secure || context.url().secure()) // Step 13.
                && (!cookie.httpOnly || context.http()) // Step 15.
                && sameSite(parsed.sameSite(), context)
                && secureIfForAllSites(cookie)
                && prefixes(cookie, parsed.pathGiven())
                && partition(parsed, context, cookie);
        return accepted ? new Cookie(cookie) : null;
    }

    /** Whether a cookie that no server sent may be stored as well. */
    boolean fits(Cookie cookie) {
        CookieBuilder copy = new CookieBuilder(cookie);
        return CookieText.octets(cookie.name()) + CookieText.octets(cookie.value()) <= limits.nameValueBytes()
                && secureIfForAllSites(copy)
                && prefixes(copy, true)
                && (cookie.hostOnly() || !sites.suffixes().isPublicSuffix(cookie.domain()));
    }

    /** The latest expiry that is kept (section 5.5). */
    long latestExpiry(long nowMillis) {
        return nowMillis + lifetimeMillis;
    }

    /** Step 6: Max-Age before Expires, neither later than the limit. */
    private long expiry(SetCookie parsed, long nowMillis) {
        long maxAge = parsed.maxAgeSeconds();
        if (maxAge != SetCookie.ABSENT) {
            return maxAge <= 0 ? Long.MIN_VALUE : Math.min(nowMillis + maxAge * 1000, latestExpiry(nowMillis));
        }
        long expires = parsed.expiresMillis();
        return expires == SetCookie.ABSENT ? Cookie.NEVER : Math.min(expires, latestExpiry(nowMillis));
    }

    /** Step 11. */
    private String path(SetCookie parsed, CookieContext context) {
        String path = parsed.pathPrefix();
        if (path == null) {
            path = CookieMatch.defaultPath(context.url().path());
        }
        return path.length() == 1 ? ROOT : shared(path);
    }

    /** The same text where possible: sites resemble each other in their names and paths. A race costs a copy, no more. */
    private String shared(String text) {
        if (text.length() > LONGEST_SHARED) {
            return text;
        }
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (SHARED - 1);
        String known = texts[slot];
        if (text.equals(known)) {
            return known;
        }
        texts[slot] = text;
        return text;
    }

    /** Steps 7 to 10. */
    private boolean domain(SetCookie parsed, CookieContext context, CookieBuilder cookie) {
        String host = context.url().host();
        String domain = parsed.domainName();
        cookie.domain = host;
        if (domain == null || domain.isEmpty()) {
            cookie.hostOnly = true;
            return true;
        }
        if (!CookieText.ascii(domain) || !CookieMatch.domainMatches(host, domain)) {
            return false;
        }
        if (sites.suffixes().isPublicSuffix(domain)) {
            cookie.hostOnly = true; // Only where nobody else can be meant: on the suffix itself.
            return domain.equals(host);
        }
        cookie.domain = domain.equals(host) ? host : domain;
        cookie.hostOnly = false;
        return true;
    }

    /** Step 18: across sites a cookie is taken if it says SameSite=None, or on a top-level navigation. */
    private boolean sameSite(SameSite sameSite, CookieContext context) {
        return sameSite == SameSite.NONE
                || !sites.crossSite(context)
                || (context.http() && context.site().topLevel());
    }

    /** Step 19. */
    private static boolean secureIfForAllSites(CookieBuilder cookie) {
        return cookie.sameSite != SameSite.NONE || cookie.secure;
    }

    /** Steps 20 to 22: what a name promises must be so. A value without a name could pass for a name. */
    private static boolean prefixes(CookieBuilder cookie, boolean pathGiven) {
        if (cookie.name.isEmpty()) {
            return !starts(cookie.pair, "__Secure-") && !starts(cookie.pair, "__Host-");
        }
        if (starts(cookie.name, "__Secure-")) {
            return cookie.secure;
        }
        if (starts(cookie.name, "__Host-")) {
            return cookie.secure && cookie.hostOnly && pathGiven && cookie.path.equals("/");
        }
        return true;
    }

    private static boolean starts(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** Cookies Having Independent Partitioned State: such a cookie is secure, and bound to the top-level site. */
    private boolean partition(SetCookie parsed, CookieContext context, CookieBuilder cookie) {
        if (parsed.partitioned()) {
            cookie.partition = sites.topLevel(context);
            return cookie.secure;
        }
        return true;
    }
}
