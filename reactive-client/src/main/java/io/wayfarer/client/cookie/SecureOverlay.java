/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

/**
 * RFC 6265bis section 5.7 step 16: what comes in the clear may not lie over a cookie with {@code Secure}, lest somebody on
 * the wire fixes a session.
 */
final class SecureOverlay {

    private SecureOverlay() {}

    /** Whether the cookie would lie over a secure one of a domain above, equal or below. */
    static boolean found(DomainTable domains, Cookie cookie, long now) {
        boolean[] found = new boolean[1];
        domains.above(cookie.domain(), shelf -> found[0] |= guards(shelf, cookie, now));
        Shelf own = domains.find(cookie.domain());
        return found[0] || (own != null && guardsBelow(own.node(), cookie, now));
    }

    private static boolean guardsBelow(DomainNode node, Cookie cookie, long now) {
        for (DomainNode child = node.firstChild(); child != null; child = child.nextSibling()) {
            if (guards(child.shelf(), cookie, now) || guardsBelow(child, cookie, now)) {
                return true;
            }
        }
        return false;
    }

    private static boolean guards(Shelf shelf, Cookie cookie, long now) {
        for (int i = 0; i < shelf.size(); i++) {
            if ((shelf.flags(i) & Shelf.SECURE) != 0
                    && !shelf.expired(i, now)
                    && shelf.cookie(i).name().equals(cookie.name())
                    && CookieMatch.pathMatches(cookie.path(), shelf.cookie(i).path())) {
                return true;
            }
        }
        return false;
    }
}
