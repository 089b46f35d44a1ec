/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The place of one cookie in the jar. When a cookie is set anew the place stays and its content changes, so that neither
 * order nor heaps see anything of the commonest change of all. Everything but content and last access is written under
 * the jar's lock.
 */
final class StoredCookie {

    private static final VarHandle LAST_ACCESS;

    static {
        try {
            LAST_ACCESS = MethodHandles.lookup().findVarHandle(StoredCookie.class, "lastAccess", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final DomainNode node;

    /** Creation times of one millisecond are told apart by the order of arrival. */
    private final long order;

    /** Copies of what never changes, so that most look-ups and comparisons end here. */
    private final int pathLength;

    private final int identityHash;

    private volatile Cookie cookie;

    @SuppressWarnings("UnusedVariable") // Through the handle.
    private long lastAccess;

    /** Last access as the heap knows it: never later than the true one. */
    long accessKey;

    int accessIndex = -1;
    int expiryIndex = -1;

    StoredCookie(DomainNode node, Cookie cookie, long order, long nowMillis) {
        this.node = node;
        this.cookie = cookie;
        this.pathLength = cookie.path().length();
        this.identityHash = cookie.identityHash();
        this.order = order;
        this.accessKey = nowMillis;
        LAST_ACCESS.setOpaque(this, nowMillis);
    }

    DomainNode node() {
        return node;
    }

    Cookie cookie() {
        return cookie;
    }

    /** Whether this is the place of a cookie with that identity, whose hash is given. */
    boolean isOf(Cookie wanted, int hash) {
        return identityHash == hash && cookie.sameIdentity(wanted);
    }

    void replace(Cookie newCookie) {
        this.cookie = newCookie;
    }

    long order() {
        return order;
    }

    long lastAccess() {
        return (long) LAST_ACCESS.getOpaque(this);
    }

    /** A plain store for an exact time would cost a fence for each cookie; a lost update costs nothing. */
    void accessed(long nowMillis) {
        if (lastAccess() != nowMillis) {
            LAST_ACCESS.setOpaque(this, nowMillis);
        }
    }

    /** RFC 6265bis section 5.8.3 step 2: longer paths first, then the older cookie. */
    boolean goesBefore(StoredCookie other) {
        return pathLength > other.pathLength || (pathLength == other.pathLength && order < other.order);
    }
}
