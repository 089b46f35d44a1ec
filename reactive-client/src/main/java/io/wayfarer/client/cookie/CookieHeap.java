/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A binary heap of cookies that knows where each of them lies, so that any can be moved and removed. Guarded by the jar's
 * lock.
 *
 * <p>Most changes make a time later: another use, another expiry. They do not touch the heap. Its keys are never later than
 * the true times, so that the first whose key is true is the first of all.
 */
abstract class CookieHeap {

    private @Nullable StoredCookie[] heap = new @Nullable StoredCookie[16];
    private long[] keys = new long[16];
    private int size;

    /** The true time. */
    abstract long time(StoredCookie cookie);

    abstract int index(StoredCookie cookie);

    abstract void moved(StoredCookie cookie, int index);

    /** By the instant of expiry. Session cookies are not in it, or are taken for others until they come first. */
    static final class ByExpiry extends CookieHeap {

        @Override
        long time(StoredCookie cookie) {
            return cookie.expiry();
        }

        @Override
        int index(StoredCookie cookie) {
            return cookie.expiryIndex;
        }

        @Override
        void moved(StoredCookie cookie, int index) {
            cookie.expiryIndex = index;
        }
    }

    /** By the last access. */
    static final class ByAccess extends CookieHeap {

        @Override
        long time(StoredCookie cookie) {
            return cookie.lastAccess();
        }

        @Override
        int index(StoredCookie cookie) {
            return cookie.accessIndex;
        }

        @Override
        void moved(StoredCookie cookie, int index) {
            cookie.accessIndex = index;
        }
    }

    int size() {
        return size;
    }

    /** No time is earlier; costs nothing. */
    long bound() {
        return size == 0 ? Long.MAX_VALUE : keys[0];
    }

    /** The one with the earliest time, of equal ones the elder; null when all times are without end. */
    @Nullable
    StoredCookie first() {
        while (size > 0) {
            StoredCookie first = at(0);
            long time = time(first);
            if (time <= keys[0]) {
                return first;
            }
            if (time == Cookie.NEVER) {
                remove(first);
            } else {
                down(0, first, time);
            }
        }
        return null;
    }

    /** To be called when the time of a cookie has changed to an earlier one, or to one at all. */
    void put(StoredCookie cookie, long time) {
        int index = index(cookie);
        if (index >= 0) {
            if (time < keys[index]) {
                up(index, cookie, time);
            }
            return;
        }
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
            keys = Arrays.copyOf(keys, 2 * size);
        }
        up(size++, cookie, time);
    }

    void remove(StoredCookie cookie) {
        int index = index(cookie);
        if (index < 0) {
            return;
        }
        moved(cookie, -1);
        StoredCookie last = at(--size);
        long key = keys[size];
        heap[size] = null;
        if (last != cookie) {
            up(index, last, key);
            down(index(last), last, key);
        }
    }

    private void up(int from, StoredCookie cookie, long key) {
        int index = from;
        while (index > 0 && before(key, cookie, (index - 1) / 2)) {
            set(index, at((index - 1) / 2), keys[(index - 1) / 2]);
            index = (index - 1) / 2;
        }
        set(index, cookie, key);
    }

    private void down(int from, StoredCookie cookie, long key) {
        int index = from;
        while (2 * index + 1 < size) {
            int child = 2 * index + 1;
            if (child + 1 < size && before(keys[child + 1], at(child + 1), child)) {
                child++;
            }
            if (!before(keys[child], at(child), key, cookie)) {
                break;
            }
            set(index, at(child), keys[child]);
            index = child;
        }
        set(index, cookie, key);
    }

    private boolean before(long key, StoredCookie cookie, int other) {
        return before(key, cookie, keys[other], at(other));
    }

    private static boolean before(long key, StoredCookie cookie, long otherKey, StoredCookie other) {
        return key < otherKey || (key == otherKey && cookie.order() < other.order());
    }

    private void set(int index, StoredCookie cookie, long key) {
        heap[index] = cookie;
        keys[index] = key;
        moved(cookie, index);
    }

    private StoredCookie at(int index) {
        StoredCookie cookie = heap[index];
        if (cookie == null) {
            throw new IllegalStateException("no cookie at " + index + " of " + size);
        }
        return cookie;
    }
}
