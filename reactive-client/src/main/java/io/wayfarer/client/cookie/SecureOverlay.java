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
        domains.above(cookie.domain(), node -> found[0] |= guards(node, cookie, now));
        DomainNode node = domains.find(cookie.domain());
        return found[0] || (node != null && guardsBelow(node, cookie, now));
    }

    private static boolean guardsBelow(DomainNode node, Cookie cookie, long now) {
        for (DomainNode child = node.firstChild(); child != null; child = child.nextSibling()) {
            if (guards(child, cookie, now) || guardsBelow(child, cookie, now)) {
                return true;
            }
        }
        return false;
    }

    private static boolean guards(DomainNode node, Cookie cookie, long now) {
        for (StoredCookie stored : node.cookies()) {
            Cookie existing = stored.cookie();
            if (existing.secure()
                    && !existing.expired(now)
                    && existing.name().equals(cookie.name())
                    && CookieMatch.pathMatches(cookie.path(), existing.path())) {
                return true;
            }
        }
        return false;
    }
}
