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

    /** The place of the cookie with this identity; one that has expired is taken out and not found. */
    @Nullable
    StoredCookie find(Cookie wanted, long now) {
        DomainNode node = domains.find(wanted.domain());
        StoredCookie found = node == null ? null : node.find(wanted);
        if (found != null && found.cookie().expired(now)) {
            remove(found, CookieChange.Kind.EXPIRED);
            return null;
        }
        return found;
    }

    /** Puts a cookie in the place of another, whose creation time it takes over. */
    Cookie replace(StoredCookie old, Cookie cookie, long now) {
        Cookie heir = cookie.createdAt(old.cookie().creationMillis());
        boolean persisted = old.cookie().persistent();
        old.replace(heir);
        old.accessed(now);
        if (heir.persistent() && persisted) {
            expiries.update(old);
        } else if (heir.persistent()) {
            expiries.add(old);
        } else {
            expiries.remove(old);
        }
        listeners.tell(CookieChange.Kind.REPLACED, heir);
        return heir;
    }

    /** Adds a cookie of which there is none. False when it would have to be evicted at once. */
    boolean insert(Cookie cookie, long now) {
        DomainNode node = domains.find(cookie.domain());
        if (node != null && node.cookies().length >= limits.perDomain() && !makeRoom(node, cookie, now)) {
            return false;
        }
        if (size >= limits.total()) {
            StoredCookie eldest = accesses.eldest();
            if (eldest != null) {
                remove(eldest, CookieChange.Kind.EVICTED);
            }
        }
        // Making room may have taken the domain out: it is looked for again.
        DomainNode home = domains.obtain(cookie.domain());
        StoredCookie stored = new StoredCookie(home, cookie, arrivals++, now);
        home.add(stored);
        accesses.add(stored);
        if (cookie.persistent()) {
            expiries.add(stored);
        }
        size = accesses.size();
        listeners.tell(CookieChange.Kind.ADDED, cookie);
        return true;
    }

    /** Evicts one of a full domain. False when all others are secure and the new cookie, which is not, has to go. */
    private boolean makeRoom(DomainNode node, Cookie cookie, long now) {
        StoredCookie victim = null;
        for (StoredCookie each : node.cookies()) {
            if (each.cookie().expired(now)) {
                remove(each, CookieChange.Kind.EXPIRED);
                return true;
            }
            if (victim == null || evictedBefore(each, victim)) {
                victim = each;
            }
        }
        if (victim == null || (victim.cookie().secure() && !cookie.secure())) {
            return false;
        }
        remove(victim, CookieChange.Kind.EVICTED);
        return true;
    }

    private static boolean evictedBefore(StoredCookie one, StoredCookie other) {
        if (one.cookie().secure() != other.cookie().secure()) {
            return other.cookie().secure();
        }
        long access = one.lastAccess();
        long otherAccess = other.lastAccess();
        return access < otherAccess || (access == otherAccess && one.order() < other.order());
    }

    void remove(StoredCookie stored, CookieChange.Kind kind) {
        stored.node().remove(stored);
        accesses.remove(stored);
        expiries.remove(stored);
        size = accesses.size();
        domains.prune(stored.node());
        listeners.tell(kind, stored.cookie());
    }

    /** Removes what is of a domain and meets a condition. */
    int removeIf(DomainNode node, Predicate<Cookie> condition) {
        int removed = 0;
        for (StoredCookie stored : node.cookies()) {
            if (condition.test(stored.cookie())) {
                remove(stored, CookieChange.Kind.REMOVED);
                removed++;
            }
        }
        return removed;
    }

    /** Removes expired cookies, but no more than so many. */
    int sweep(long now, int most) {
        int swept = 0;
        StoredCookie first = expiries.first();
        while (swept < most && first != null && first.cookie().expired(now)) {
            remove(first, CookieChange.Kind.EXPIRED);
            first = expiries.first();
            swept++;
        }
        return swept;
    }
}
