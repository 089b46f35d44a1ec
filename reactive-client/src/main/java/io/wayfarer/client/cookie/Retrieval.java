/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** One look-up: collects the cookies for a request in the order in which they are sent (RFC 6265bis section 5.8.3). */
final class Retrieval implements Consumer<DomainNode> {

    private static final StoredCookie[] NONE = {};

    private final Sites sites;
    private final CookieContext context;
    private final long nowMillis;
    private StoredCookie[] found = NONE;
    private int size;
    private @Nullable String topLevelSite;

    Retrieval(Sites sites, CookieContext context, long nowMillis) {
        this.sites = sites;
        this.context = context;
        this.nowMillis = nowMillis;
    }

    /** Called for each domain that the request's host domain-matches. */
    @Override
    public void accept(DomainNode node) {
        StoredCookie[] cookies = node.cookies();
        boolean host = node.domain().length() == context.url().host().length();
        for (StoredCookie stored : cookies) {
            if (matches(stored.cookie(), host)) {
                insert(stored, cookies.length);
            }
        }
    }

    /** What was found, each of it marked as used now. */
    List<Cookie> cookies() {
        if (size == 0) {
            return List.of();
        }
        Cookie[] cookies = new Cookie[size];
        for (int i = 0; i < size; i++) {
            found[i].accessed(nowMillis);
            cookies[i] = found[i].cookie();
        }
        return Collections.unmodifiableList(Arrays.asList(cookies));
    }

    private boolean matches(Cookie cookie, boolean host) {
        return (host || !cookie.hostOnly())
                && CookieMatch.pathMatches(context.url().path(), cookie.path())
                && (!cookie.secure() || context.url().secure())
                && (!cookie.httpOnly() || context.http())
                && !cookie.expired(nowMillis)
                && sameSiteAllows(cookie)
                && (cookie.partitionKey() == null || cookie.partitionKey().equals(topLevelSite()));
    }

    /** Across sites only SameSite=None travels, and what is laxer than Strict on a safe top-level navigation. */
    private boolean sameSiteAllows(Cookie cookie) {
        return cookie.sameSite() == SameSite.NONE
                || context.site().siteForCookies() == null
                || !sites.crossSite(context)
                || (cookie.sameSite() != SameSite.STRICT
                        && context.safeMethod()
                        && context.site().topLevel());
    }

    private String topLevelSite() {
        if (topLevelSite == null) {
            topLevelSite = sites.topLevel(context);
        }
        return topLevelSite;
    }

    private void insert(StoredCookie cookie, int expected) {
        if (size == found.length) {
            found = Arrays.copyOf(found, size + Math.min(expected, 8));
        }
        int index = size++;
        while (index > 0 && cookie.goesBefore(found[index - 1])) {
            found[index] = found[index - 1];
            index--;
        }
        found[index] = cookie;
    }
}
