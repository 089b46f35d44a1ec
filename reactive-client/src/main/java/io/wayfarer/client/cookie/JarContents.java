/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The cookies of a jar, by domain, by expiry and by last access. Everything that changes them is called under the jar's
 * lock; {@link #domains()} and {@link #size()} may be read without.
 */
final class JarContents {

    private final CookieLimits limits;
    private final CookieListeners listeners;
    private final DomainTable domains = new DomainTable();
    private final CookieHeap.ByExpiry expiries = new CookieHeap.ByExpiry();
    private final CookieHeap.ByAccess accesses = new CookieHeap.ByAccess();
    private long arrivals;
    private volatile int size;

    JarContents(CookieLimits limits, CookieListeners listeners) {
        this.limits = limits;
        this.listeners = listeners;
    }

    DomainTable domains() {
        return domains;
    }

    int size() {
        return size;
    }

    /** The one that expires first. */
    @Nullable
    StoredCookie firstToExpire() {
        return expiries.first();
    }

    /** The shelf of a domain; null for none. */
    @Nullable
    Shelf shelf(String domain) {
        return domains.find(domain);
    }

    /** Takes out a cookie of this shelf that has expired. */
    void expire(Shelf shelf, int index) {
        remove(shelf.stored(index), CookieChange.Kind.EXPIRED);
    }

    /**
     * Puts a cookie in the place of another, whose creation time it takes over. The common case, a cookie renewed to expire
     * later, touches nothing but the shelf.
     */
    Cookie replace(Shelf shelf, int index, Cookie cookie, long now) {
        Cookie heir = cookie.inPlaceOf(shelf.cookie(index));
        long oldExpiry = shelf.expiry(index);
        Shelf changed = shelf.replaced(index, heir, now);
        if (changed != shelf) {
            domains.put(shelf.node(), changed);
        }
        if (heir.persistent() && (oldExpiry == Cookie.NEVER || heir.expiryMillis() < oldExpiry)) {
            expiries.put(shelf.stored(index), heir.expiryMillis());
        }
        listeners.tell(CookieChange.Kind.REPLACED, heir);
        return heir;
    }

    /** Adds a cookie of which there is none. False when it would have to be evicted at once. */
    boolean insert(Cookie cookie, long now) {
        Shelf shelf = domains.find(cookie.domain());
        if (shelf != null && shelf.size() >= limits.perDomain() && !makeRoom(shelf, cookie, now)) {
            return false;
        }
        if (size >= limits.total()) {
            StoredCookie eldest = accesses.first();
            if (eldest != null) {
                remove(eldest, CookieChange.Kind.EVICTED);
            }
        }
        // Making room may have taken the domain out: it is looked for again.
        DomainNode home = domains.obtain(cookie.domain());
        StoredCookie stored = new StoredCookie(home, arrivals++);
        domains.put(home, home.shelf().with(cookie, stored, now));
        accesses.put(stored, now);
        if (cookie.persistent()) {
            expiries.put(stored, cookie.expiryMillis());
        }
        size = accesses.size();
        listeners.tell(CookieChange.Kind.ADDED, cookie);
        return true;
    }

    /** Evicts one of a full domain. False when all others are secure and the new cookie, which is not, has to go. */
    private boolean makeRoom(Shelf shelf, Cookie cookie, long now) {
        int victim = 0;
        for (int i = 0; i < shelf.size(); i++) {
            if (shelf.expired(i, now)) {
                remove(shelf.stored(i), CookieChange.Kind.EXPIRED);
                return true;
            }
            if (evictedBefore(shelf, i, victim)) {
                victim = i;
            }
        }
        if (secure(shelf, victim) && !cookie.secure()) {
            return false;
        }
        remove(shelf.stored(victim), CookieChange.Kind.EVICTED);
        return true;
    }

    private static boolean evictedBefore(Shelf shelf, int one, int other) {
        if (secure(shelf, one) != secure(shelf, other)) {
            return secure(shelf, other);
        }
        long access = shelf.lastAccess(one);
        long otherAccess = shelf.lastAccess(other);
        return access < otherAccess
                || (access == otherAccess
                        && shelf.stored(one).order() < shelf.stored(other).order());
    }

    private static boolean secure(Shelf shelf, int index) {
        return (shelf.flags(index) & Shelf.SECURE) != 0;
    }

    void remove(StoredCookie stored, CookieChange.Kind kind) {
        DomainNode node = stored.node();
        Shelf shelf = node.shelf();
        int index = shelf.indexOf(stored);
        accesses.remove(stored);
        expiries.remove(stored);
        size = accesses.size();
        domains.put(node, shelf.without(index));
        listeners.tell(kind, shelf.cookie(index));
    }

    /** Removes what is of a domain and meets a condition. */
    int removeIf(DomainNode node, Predicate<Cookie> condition) {
        Shelf shelf = node.shelf();
        int removed = 0;
        for (int i = 0; i < shelf.size(); i++) {
            if (condition.test(shelf.cookie(i))) {
                remove(shelf.stored(i), CookieChange.Kind.REMOVED);
                removed++;
            }
        }
        return removed;
    }

    /** Removes expired cookies, but no more than so many. */
    int sweep(long now, int most) {
        int swept = 0;
        while (swept < most && expiries.bound() <= now) {
            StoredCookie first = expiries.first();
            if (first == null || first.expiry() > now) {
                break;
            }
            remove(first, CookieChange.Kind.EXPIRED);
            swept++;
        }
        return swept;
    }
}
