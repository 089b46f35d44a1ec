/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The cookies of one domain, in the order in which they are sent. What a look-up asks of each of them lies in one array of
 * numbers, so that among a million cookies it touches a few cache lines and none of the cookies themselves.
 *
 * <p>Replaced as a whole when cookies come or go. Changed in place is only what a reader may see in any order: the time of
 * the last access, and a cookie that is renewed with the same flags together with its expiry. Readers need no lock;
 * everything that changes something is called under the jar's lock, but for {@link #accessed}.
 */
final class Shelf {

    /** Flags of a cookie; those that the request forbids exclude it. */
    static final int HOST_ONLY = 1;

    static final int SECURE = 2;
    static final int HTTP_ONLY = 4;
    static final int STRICT = 8;

    /** {@code SameSite=Lax}, or none. */
    static final int LAX = 16;

    static final int PARTITIONED = 32;

    private static final VarHandle NUMBER = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle ITEM = MethodHandles.arrayElementVarHandle(Object[].class);

    /** Characters of the domain in one number. */
    private static final int PACKED = 8;

    /** Of each cookie: hash and length of the path with the flags, expiry, last access, rank with the hash of the name. */
    private static final int STRIDE = 4;

    private static final int EXPIRY = 1;
    private static final int ACCESS = 2;
    private static final int RANK = 3;

    private static final int LENGTH_SHIFT = 8;
    private static final long LENGTH_MASK = 0xffffff;
    private static final long IDENTITY = ~0xffL | HOST_ONLY | PARTITIONED;
    private static final int NAME_BITS = 24;

    private final DomainNode node;
    private final int hash;
    private final int domainLength;

    /** Where the numbers of the first cookie are; those before hold the domain, so that it need not be looked up. */
    private final int base;

    private final long[] numbers;

    /** Each cookie and its path. */
    private final Object[] items;

    private final StoredCookie[] stored;

    private Shelf(DomainNode node, long[] numbers, Object[] items, StoredCookie[] stored) {
        this.node = node;
        this.hash = node.hash();
        this.domainLength = node.domain().length();
        this.base = packedLength(domainLength);
        this.numbers = numbers;
        this.items = items;
        this.stored = stored;
    }

    static Shelf empty(DomainNode node) {
        String domain = node.domain();
        long[] numbers = new long[packedLength(domain.length())];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = packed(domain, PACKED * i);
        }
        return new Shelf(node, numbers, new Object[0], new StoredCookie[0]);
    }

    private static int packedLength(int characters) {
        return (characters + PACKED - 1) / PACKED;
    }

    /** Eight characters, or what there is; -1, which is in no domain, when one is outside ASCII. */
    private static long packed(String text, int from) {
        long packed = 0;
        int all = 0;
        int to = Math.min(from + PACKED, text.length());
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            packed = (packed << 8) | c;
            all |= c;
        }
        return all > 0x7f ? -1 : packed;
    }

    /** Whether this is the shelf of the domain that a host ends with. */
    boolean isOf(String host, int from, int domainHash) {
        if (hash != domainHash || domainLength != host.length() - from) {
            return false;
        }
        for (int i = 0; i < base; i++) {
            if (numbers[i] != packed(host, from + PACKED * i)) {
                return false;
            }
        }
        return true;
    }

    DomainNode node() {
        return node;
    }

    int domainLength() {
        return domainLength;
    }

    int hash() {
        return hash;
    }

    int size() {
        return items.length / 2;
    }

    Cookie cookie(int index) {
        return (Cookie) ITEM.getAcquire(items, 2 * index);
    }

    String path(int index) {
        return (String) items[2 * index + 1];
    }

    StoredCookie stored(int index) {
        return stored[index];
    }

    int flags(int index) {
        return (int) numbers[base + STRIDE * index] & 0xff;
    }

    int pathLength(int index) {
        return (int) ((numbers[base + STRIDE * index] >>> LENGTH_SHIFT) & LENGTH_MASK);
    }

    int pathHash(int index) {
        return (int) (numbers[base + STRIDE * index] >>> 32);
    }

    boolean expired(int index, long nowMillis) {
        return expiry(index) <= nowMillis;
    }

    long expiry(int index) {
        return (long) NUMBER.getOpaque(numbers, base + STRIDE * index + EXPIRY);
    }

    long lastAccess(int index) {
        return (long) NUMBER.getOpaque(numbers, base + STRIDE * index + ACCESS);
    }

    /** Less for what is sent earlier (RFC 6265bis section 5.8.3 step 2): longer paths first, then the older cookie. */
    long rank(int index) {
        return ((LENGTH_MASK - pathLength(index)) << (64 - NAME_BITS))
                | (numbers[base + STRIDE * index + RANK] >>> NAME_BITS);
    }

    /** A store for an exact time would cost a fence for each cookie; a lost update costs nothing. */
    void accessed(int index, long nowMillis) {
        if (lastAccess(index) != nowMillis) {
            NUMBER.setOpaque(numbers, base + STRIDE * index + ACCESS, nowMillis);
        }
    }

    static int hash(String text, int length) {
        int h = 0;
        for (int i = 0; i < length; i++) {
            h = 31 * h + text.charAt(i);
        }
        return h;
    }

    private static long key(Cookie cookie) {
        int flags = (cookie.hostOnly() ? HOST_ONLY : 0)
                | (cookie.secure() ? SECURE : 0)
                | (cookie.httpOnly() ? HTTP_ONLY : 0)
                | (cookie.sameSite() == SameSite.STRICT ? STRICT : cookie.sameSite() == SameSite.NONE ? 0 : LAX)
                | (cookie.partitionKey() == null ? 0 : PARTITIONED);
        String path = cookie.path();
        return ((long) hash(path, path.length()) << 32)
                | (Math.min(path.length(), LENGTH_MASK) << LENGTH_SHIFT)
                | flags;
    }

    private static long nameHash(Cookie cookie) {
        int h = cookie.name().hashCode();
        return (h ^ (h >>> NAME_BITS)) & LENGTH_MASK;
    }

    /** Where the cookie of this identity is; -1 for nowhere. */
    int find(Cookie wanted) {
        long key = key(wanted) & IDENTITY;
        long name = nameHash(wanted);
        for (int i = 0; i < size(); i++) {
            if ((numbers[base + STRIDE * i] & IDENTITY) == key
                    && (numbers[base + STRIDE * i + RANK] & LENGTH_MASK) == name
                    && cookie(i).sameIdentityInDomain(wanted)) {
                return i;
            }
        }
        return -1;
    }

    int indexOf(StoredCookie wanted) {
        int index = 0;
        while (stored[index] != wanted) {
            index++;
        }
        return index;
    }

    Shelf with(Cookie cookie, StoredCookie entry, long nowMillis) {
        long key = key(cookie);
        int length = (int) ((key >>> LENGTH_SHIFT) & LENGTH_MASK);
        int index = size();
        while (index > 0 && pathLength(index - 1) < length) {
            index--;
        }
        int at = base + STRIDE * index;
        long[] newNumbers = Arrays.copyOf(numbers, numbers.length + STRIDE);
        Object[] newItems = Arrays.copyOf(items, items.length + 2);
        StoredCookie[] newStored = Arrays.copyOf(stored, stored.length + 1);
        System.arraycopy(numbers, at, newNumbers, at + STRIDE, numbers.length - at);
        System.arraycopy(items, 2 * index, newItems, 2 * (index + 1), items.length - 2 * index);
        System.arraycopy(stored, index, newStored, index + 1, stored.length - index);
        newNumbers[at] = key;
        newNumbers[at + EXPIRY] = cookie.expiryMillis();
        newNumbers[at + ACCESS] = nowMillis;
        newNumbers[at + RANK] = (entry.order() << NAME_BITS) | nameHash(cookie);
        newItems[2 * index] = cookie;
        newItems[2 * index + 1] = cookie.path();
        newStored[index] = entry;
        return new Shelf(node, newNumbers, newItems, newStored);
    }

    Shelf without(int index) {
        int at = base + STRIDE * index;
        long[] newNumbers = Arrays.copyOf(numbers, numbers.length - STRIDE);
        Object[] newItems = Arrays.copyOf(items, items.length - 2);
        StoredCookie[] newStored = Arrays.copyOf(stored, stored.length - 1);
        System.arraycopy(numbers, at + STRIDE, newNumbers, at, newNumbers.length - at);
        System.arraycopy(items, 2 * (index + 1), newItems, 2 * index, newItems.length - 2 * index);
        System.arraycopy(stored, index + 1, newStored, index, newStored.length - index);
        return new Shelf(node, newNumbers, newItems, newStored);
    }

    /** With another cookie of the same identity: this shelf, where no reader can tell the difference, else a copy. */
    Shelf replaced(int index, Cookie cookie, long nowMillis) {
        long key = key(cookie);
        Shelf shelf =
                key == numbers[base + STRIDE * index] ? this : new Shelf(node, numbers.clone(), items.clone(), stored);
        if (shelf != this) {
            shelf.numbers[base + STRIDE * index] = key;
        }
        NUMBER.setOpaque(shelf.numbers, base + STRIDE * index + EXPIRY, cookie.expiryMillis());
        ITEM.setRelease(shelf.items, 2 * index, cookie);
        shelf.accessed(index, nowMillis);
        return shelf;
    }
}
