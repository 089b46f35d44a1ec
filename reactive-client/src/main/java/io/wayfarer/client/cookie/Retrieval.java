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
final class Retrieval implements Consumer<Shelf> {

    private static final Cookie[] NONE = {};
    private static final long[] NO_RANKS = {};

    private final Sites sites;
    private final CookieContext context;
    private final String path;
    private final long nowMillis;
    private final int forbidden;
    private Cookie[] found = NONE;
    private long[] ranks = NO_RANKS;
    private int size;
    private int hashedLength = -1;
    private int hash;
    private @Nullable String topLevelSite;

    Retrieval(Sites sites, CookieContext context, long nowMillis) {
        this.sites = sites;
        this.context = context;
        this.path = context.url().path();
        this.nowMillis = nowMillis;
        this.forbidden = forbidden(sites, context);
    }

    /** Across sites only SameSite=None travels, and what is laxer than Strict on a safe top-level navigation. */
    private static int forbidden(Sites sites, CookieContext context) {
        int flags = (context.url().secure() ? 0 : Shelf.SECURE) | (context.http() ? 0 : Shelf.HTTP_ONLY);
        if (context.site().siteForCookies() != null && sites.crossSite(context)) {
            boolean navigation = context.safeMethod() && context.site().topLevel();
            flags |= Shelf.STRICT | (navigation ? 0 : Shelf.LAX);
        }
        return flags;
    }

    /** Called for each domain that the request's host domain-matches. Marks what it finds as used now. */
    @Override
    public void accept(Shelf shelf) {
        boolean host = shelf.domainLength() == context.url().host().length();
        int excluded = host ? forbidden : forbidden | Shelf.HOST_ONLY;
        for (int i = 0; i < shelf.size(); i++) {
            int flags = shelf.flags(i);
            if ((flags & excluded) == 0 && !shelf.expired(i, nowMillis) && pathMatches(shelf, i)) {
                Cookie cookie = shelf.cookie(i);
                if ((flags & Shelf.PARTITIONED) == 0 || topLevelSite().equals(cookie.partitionKey())) {
                    shelf.accessed(i, nowMillis);
                    insert(cookie, shelf.rank(i), shelf.size());
                }
            }
        }
    }

    /** As {@link CookieMatch#pathMatches}, which most cookies need not be asked. */
    private boolean pathMatches(Shelf shelf, int index) {
        int length = shelf.pathLength(index);
        return length == 1
                || (length <= path.length()
                        && hash(length) == shelf.pathHash(index)
                        && CookieMatch.pathMatches(path, shelf.path(index)));
    }

    /** Cookies come with the longest paths first, those of one length together. */
    private int hash(int length) {
        if (length != hashedLength) {
            hash = Shelf.hash(path, length);
            hashedLength = length;
        }
        return hash;
    }

    private String topLevelSite() {
        if (topLevelSite == null) {
            topLevelSite = sites.topLevel(context);
        }
        return topLevelSite;
    }

    private void insert(Cookie cookie, long rank, int expected) {
        if (size == found.length) {
            found = Arrays.copyOf(found, size + Math.min(expected, 8));
            ranks = Arrays.copyOf(ranks, found.length);
        }
        int index = size++;
        while (index > 0 && Long.compareUnsigned(rank, ranks[index - 1]) < 0) {
            found[index] = found[index - 1];
            ranks[index] = ranks[index - 1];
            index--;
        }
        found[index] = cookie;
        ranks[index] = rank;
    }

    /** What was found. */
    List<Cookie> cookies() {
        if (size == 0) {
            return List.of();
        }
        Cookie[] cookies = size == found.length ? found : Arrays.copyOf(found, size);
        return Collections.unmodifiableList(Arrays.asList(cookies));
    }
}
