/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.cookie.psl.PublicSuffixList;

/**
 * The jar. A look-up takes no lock and costs the same among ten cookies and a million; changes take one lock for less
 * than a microsecond.
 *
 * <p>Never holds more than its {@linkplain CookieLimits limits}. Beyond them a cookie gives way in the order of RFC
 * 6265bis section 5.7: one that has expired; one of the same domain without {@code Secure}; the one used longest ago.
 */
public final class InMemoryCookieStore implements CookieStore {

    /** How many expired cookies a change takes out in passing: more than one, so that they cannot pile up. */
    private static final int SWEEP = 4;

    /** How many cookies a purge takes out before it lets others have the lock. */
    private static final int BATCH = 256;

    private final InstantSource clock;
    private final Sites sites;
    private final StorageModel model;
    private final CookieListeners listeners = new CookieListeners();
    private final Object lock = new Object();
    private final JarContents jar;

    /** The system's clock, the default limits, the public suffix list that comes with the library. */
    public InMemoryCookieStore() {
        this(CookieLimits.defaults());
    }

    /** The system's clock and the public suffix list that comes with the library. */
    public InMemoryCookieStore(CookieLimits limits) {
        this(InstantSource.system(), limits, PublicSuffixList.bundled());
    }

    public InMemoryCookieStore(InstantSource clock, CookieLimits limits, PublicSuffixList suffixes) {
        this.clock = clock;
        this.sites = new Sites(suffixes);
        this.model = new StorageModel(sites, limits);
        this.jar = new JarContents(limits, listeners);
    }

    @Override
    public List<Cookie> store(CookieContext context, List<String> setCookie) {
        int fields = setCookie.size();
        if (fields == 0) {
            return List.of();
        }
        long now = clock.millis();
        if (fields == 1) {
            Cookie kept = store(context, setCookie.get(0), now);
            return kept == null ? List.of() : List.of(kept);
        }
        List<Cookie> stored = new ArrayList<>(fields);
        for (String field : setCookie) {
            Cookie kept = store(context, field, now);
            if (kept != null) {
                stored.add(kept);
            }
        }
        return Collections.unmodifiableList(stored);
    }

    private @Nullable Cookie store(CookieContext context, String field, long now) {
        Cookie cookie = model.cookie(field, context, now);
        return cookie == null ? null : put(cookie, context, now);
    }

    @Override
    public boolean add(Cookie cookie) {
        long now = clock.millis();
        if (cookie.expired(now) || !model.fits(cookie)) {
            return false;
        }
        long latest = model.latestExpiry(now);
        Cookie capped = cookie;
        if (cookie.persistent() && cookie.expiryMillis() > latest) {
            capped = cookie.toBuilder().expiry(Instant.ofEpochMilli(latest)).build();
        }
        synchronized (lock) {
            jar.sweep(now, SWEEP);
            Shelf shelf = jar.shelf(capped.domain());
            int old = find(shelf, capped, now);
            if (shelf != null && old >= 0) {
                jar.replace(shelf, old, capped, now);
                return true;
            }
            return jar.insert(capped, now);
        }
    }

    /** Steps 16, 23 and 24 of section 5.7, which need the cookies that are there. */
    private @Nullable Cookie put(Cookie cookie, CookieContext context, long now) {
        synchronized (lock) {
            jar.sweep(now, SWEEP);
            if (!cookie.secure() && !context.url().secure() && SecureOverlay.found(jar.domains(), cookie, now)) {
                return null;
            }
            Shelf shelf = jar.shelf(cookie.domain());
            int old = find(shelf, cookie, now);
            if (shelf == null || old < 0) {
                return !cookie.expired(now) && jar.insert(cookie, now) ? cookie : null;
            }
            if (!context.http() && shelf.cookie(old).httpOnly()) {
                return null;
            }
            if (cookie.expired(now)) {
                jar.remove(shelf.stored(old), CookieChange.Kind.REMOVED);
                return null;
            }
            return jar.replace(shelf, old, cookie, now);
        }
    }

    /** Where the cookie of this identity is; one that has expired is taken out, and so it is nowhere. */
    private int find(@Nullable Shelf shelf, Cookie wanted, long now) {
        int index = shelf == null ? -1 : shelf.find(wanted);
        if (shelf != null && index >= 0 && shelf.expired(index, now)) {
            jar.expire(shelf, index);
            return -1;
        }
        return index;
    }

    @Override
    public List<Cookie> lookup(CookieContext context) {
        if (jar.size() == 0) {
            return List.of();
        }
        Retrieval retrieval = new Retrieval(sites, context, clock.millis());
        jar.domains().above(context.url().host(), retrieval);
        return retrieval.cookies();
    }

    @Override
    public Optional<Cookie> get(String domain, String path, String name) {
        Shelf shelf = jar.domains().find(domain);
        long now = clock.millis();
        Cookie found = null;
        for (int i = 0; shelf != null && i < shelf.size(); i++) {
            Cookie cookie = shelf.cookie(i);
            if (cookie.path().equals(path)
                    && cookie.name().equals(name)
                    && !cookie.expired(now)
                    && (found == null || cookie.hostOnly())) {
                found = cookie;
            }
        }
        return Optional.ofNullable(found);
    }

    @Override
    public int remove(String domain, String path, String name) {
        return removeIf(
                domain, cookie -> cookie.path().equals(path) && cookie.name().equals(name));
    }

    @Override
    public int remove(String domain, String path) {
        return removeIf(domain, cookie -> cookie.path().equals(path));
    }

    @Override
    public int remove(String domain) {
        return removeIf(domain, cookie -> true);
    }

    private int removeIf(String domain, Predicate<Cookie> condition) {
        synchronized (lock) {
            Shelf shelf = jar.domains().find(domain);
            return shelf == null ? 0 : jar.removeIf(shelf.node(), condition);
        }
    }

    @Override
    public void clear() {
        removeEverywhere(cookie -> true);
    }

    @Override
    public int endSession() {
        return removeEverywhere(cookie -> !cookie.persistent());
    }

    /** Domain by domain, so that nobody waits long for the lock. */
    private int removeEverywhere(Predicate<Cookie> condition) {
        List<DomainNode> nodes = new ArrayList<>();
        jar.domains().all(shelf -> nodes.add(shelf.node()));
        int removed = 0;
        for (DomainNode node : nodes) {
            synchronized (lock) {
                removed += jar.removeIf(node, condition);
            }
        }
        return removed;
    }

    @Override
    public int purge() {
        long now = clock.millis();
        int purged = 0;
        int swept;
        do {
            synchronized (lock) {
                swept = jar.sweep(now, BATCH);
            }
            purged += swept;
        } while (swept == BATCH);
        return purged;
    }

    @Override
    public int size() {
        return jar.size();
    }

    @Override
    public Optional<Instant> nextExpiry() {
        synchronized (lock) {
            StoredCookie first = jar.firstToExpire();
            return first == null ? Optional.empty() : first.cookie().expiry();
        }
    }

    @Override
    public List<Cookie> snapshot() {
        long now = clock.millis();
        List<Cookie> cookies = new ArrayList<>(jar.size());
        jar.domains().all(shelf -> {
            for (int i = 0; i < shelf.size(); i++) {
                Cookie cookie = shelf.cookie(i);
                if (!cookie.expired(now)) {
                    cookies.add(cookie);
                }
            }
        });
        return Collections.unmodifiableList(cookies);
    }

    @Override
    public Subscription onChange(Consumer<CookieChange> listener) {
        return listeners.add(listener);
    }

    /** How many cookies there are; never which. */
    @Override
    public String toString() {
        return "InMemoryCookieStore[" + size() + " cookies]";
    }
}
