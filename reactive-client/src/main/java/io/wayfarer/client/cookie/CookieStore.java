/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A cookie jar (RFC 6265bis section 5.7). Implementations are thread-safe, keep everything in memory, and never block:
 * they are asked on every hop.
 *
 * <p>Cookies are told apart by name, domain, whether they are host-only, path, and partition. Domains are given in lower
 * case and without a leading dot.
 */
public interface CookieStore {

    /**
     * Stores what an answer sets.
     *
     * @param context the request that was answered
     * @param setCookie the values of the {@code Set-Cookie} fields in the order in which they came; a bad one is ignored
     * @return the cookies that the jar took, without those that the server let expire
     */
    List<Cookie> store(CookieContext context, List<String> setCookie);

    /**
     * Stores a cookie that no server sent, for example one read from a file.
     *
     * @return false when the jar did not take it: it has expired, is too long, breaks the promise of its
     *     {@code __Host-} or {@code __Secure-} prefix, is meant for all sites but not {@code Secure}, spans a public
     *     suffix, or would evict a secure cookie
     */
    boolean add(Cookie cookie);

    /**
     * The cookies to be sent with a request, in the order in which they are sent: longer paths first, then older
     * cookies. Marks them as used.
     *
     * @return unmodifiable
     */
    List<Cookie> lookup(CookieContext context);

    /** The cookie of exactly this domain, path and name; a host-only one before another. */
    Optional<Cookie> get(String domain, String path, String name);

    /** Removes the cookies of exactly this domain, path and name, and tells how many there were. */
    int remove(String domain, String path, String name);

    /** Removes the cookies of exactly this domain and path, and tells how many there were. */
    int remove(String domain, String path);

    /** Removes the cookies of exactly this domain, and tells how many there were. */
    int remove(String domain);

    /** Removes all. */
    void clear();

    /** Removes the cookies without an expiry, as at the end of a browser's session, and tells how many there were. */
    int endSession();

    /** Removes the cookies that have expired, and tells how many there were. Nothing depends on its being called. */
    int purge();

    /** How many cookies there are. One that has expired may be counted until the jar comes across it. */
    int size();

    /** When the next cookie expires; empty when all are session cookies. In the past if the jar has yet to notice. */
    Optional<Instant> nextExpiry();

    /** All cookies that have not expired, domain by domain. What changes meanwhile may be in it or not. */
    List<Cookie> snapshot();

    /**
     * Tells a listener of every change, in the order of the changes, on the thread that makes it and before that thread
     * goes on. The listener must be quick and must not change the store. What it throws is logged and goes no further.
     *
     * @return ends it
     */
    Subscription onChange(Consumer<CookieChange> listener);

    /** What {@link #onChange} began. */
    interface Subscription extends AutoCloseable {

        @Override
        void close();
    }
}
