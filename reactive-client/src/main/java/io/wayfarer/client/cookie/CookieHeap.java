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
 */
abstract class CookieHeap {

    private @Nullable StoredCookie[] heap = new @Nullable StoredCookie[16];
    private int size;

    abstract long key(StoredCookie cookie);

    abstract int index(StoredCookie cookie);

    abstract void moved(StoredCookie cookie, int index);

    /** By the instant of expiry. Session cookies stay outside. */
    static final class ByExpiry extends CookieHeap {

        @Override
        long key(StoredCookie cookie) {
            return cookie.cookie().expiryMillis();
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

    /** By the last access. Look-ups do not touch the heap; it learns of them when it is asked. */
    static final class ByAccess extends CookieHeap {

        @Override
        long key(StoredCookie cookie) {
            return cookie.accessKey;
        }

        @Override
        int index(StoredCookie cookie) {
            return cookie.accessIndex;
        }

        @Override
        void moved(StoredCookie cookie, int index) {
            cookie.accessIndex = index;
        }

        /** The cookie used longest ago. Keys are never too late, so that the first true one is the least. */
        @Nullable
        StoredCookie eldest() {
            for (StoredCookie first = first(); first != null; first = first()) {
                long access = first.lastAccess();
                if (access <= first.accessKey) {
                    return first;
                }
                first.accessKey = access;
                update(first);
            }
            return null;
        }
    }

    int size() {
        return size;
    }

    @Nullable
    StoredCookie first() {
        return size == 0 ? null : at(0);
    }

    void add(StoredCookie cookie) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        up(size++, cookie);
    }

    /** To be called when the key of a member has changed. */
    void update(StoredCookie cookie) {
        int index = index(cookie);
        up(index, cookie);
        down(index(cookie), cookie);
    }

    void remove(StoredCookie cookie) {
        int index = index(cookie);
        if (index < 0) {
            return;
        }
        moved(cookie, -1);
        StoredCookie last = at(--size);
        heap[size] = null;
        if (last != cookie) {
            up(index, last);
            down(index(last), last);
        }
    }

    private void up(int from, StoredCookie cookie) {
        int index = from;
        while (index > 0 && before(cookie, at((index - 1) / 2))) {
            set(index, at((index - 1) / 2));
            index = (index - 1) / 2;
        }
        set(index, cookie);
    }

    private void down(int from, StoredCookie cookie) {
        int index = from;
        while (2 * index + 1 < size) {
            int child = 2 * index + 1;
            if (child + 1 < size && before(at(child + 1), at(child))) {
                child++;
            }
            if (!before(at(child), cookie)) {
                break;
            }
            set(index, at(child));
            index = child;
        }
        set(index, cookie);
    }

    private boolean before(StoredCookie one, StoredCookie other) {
        long key = key(one);
        long otherKey = key(other);
        return key < otherKey || (key == otherKey && one.order() < other.order());
    }

    private void set(int index, StoredCookie cookie) {
        heap[index] = cookie;
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
