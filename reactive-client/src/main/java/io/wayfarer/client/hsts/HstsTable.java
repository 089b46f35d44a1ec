/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Hosts, found by any suffix of a host name without cutting the name up: an open hash table over the characters read
 * from the right. Any number of threads may read while one writes; writers take turns by a lock of their own.
 */
final class HstsTable {

    private static final int SMALLEST = 16;

    private final AtomicReferenceArray<@Nullable Host> slots;
    private int used;
    private final AtomicInteger size = new AtomicInteger();

    private HstsTable(int length) {
        this.slots = new AtomicReferenceArray<>(length);
    }

    static HstsTable empty() {
        return new HstsTable(SMALLEST);
    }

    private static HstsTable of(Collection<Host> hosts) {
        HstsTable table = new HstsTable(Math.max(SMALLEST, Integer.highestOneBit(hosts.size()) * 4));
        for (Host host : hosts) {
            table.add(host);
        }
        return table;
    }

    /** The hosts held, without those removed. */
    int size() {
        return size.get();
    }

    List<Host> hosts() {
        List<Host> all = new ArrayList<>(size.get());
        for (int slot = 0; slot < slots.length(); slot++) {
            Host host = slots.getAcquire(slot);
            if (host != null && !host.removed()) {
                all.add(host);
            }
        }
        return all;
    }

    /** The host of exactly this name. */
    @Nullable
    Host find(String name) {
        Host host = at(hash(name), name, 0, name.length());
        return host == null || host.removed() ? null : host;
    }

    /** Puts the host in place of the one of its name; returns the table that holds it, which may be a larger one. */
    HstsTable with(Host host) {
        int slot = slotOf(host.name);
        Host before = slots.getPlain(slot);
        if (before != null) {
            slots.setRelease(slot, host);
            if (before.removed()) {
                size.incrementAndGet();
            }
            return this;
        }
        if ((used + 1) * 2 > slots.length()) {
            return of(hosts()).with(host);
        }
        add(host);
        return this;
    }

    private void add(Host host) {
        slots.setRelease(slotOf(host.name), host);
        used++;
        size.incrementAndGet();
    }

    /** Leaves a mark, so that those behind it in the same cluster are still found; the next growth clears it away. */
    void remove(Host host) {
        int slot = slotOf(host.name);
        if (slots.getPlain(slot) == host) {
            slots.setRelease(slot, Host.removed(host.name));
            size.decrementAndGet();
        }
    }

    /** Where a host of this name is or would be. */
    private int slotOf(String name) {
        int slot = slot(hash(name));
        for (Host host = slots.getPlain(slot); host != null && !host.name.equals(name); host = slots.getPlain(slot)) {
            slot = (slot + 1) & (slots.length() - 1);
        }
        return slot;
    }

    /** True when a known host covers the first {@code length} characters of the name. The clock is asked only when one is found. */
    boolean covers(String name, int length, InstantSource clock) {
        int hash = 0;
        for (int i = length - 1; i >= 0; i--) {
            char c = name.charAt(i);
            if (c == '.') {
                Host above = at(hash, name, i + 1, length);
                if (above != null && above.includeSubDomains && above.expiresMillis > clock.millis()) {
                    return true;
                }
            }
            hash = hash * 31 + c;
        }
        Host self = at(hash, name, 0, length);
        return self != null && self.expiresMillis > clock.millis();
    }

    private @Nullable Host at(int hash, String name, int from, int to) {
        int slot = slot(hash);
        for (Host host = slots.getAcquire(slot); host != null; host = slots.getAcquire(slot)) {
            if (host.name.length() == to - from && name.startsWith(host.name, from)) {
                return host;
            }
            slot = (slot + 1) & (slots.length() - 1);
        }
        return null;
    }

    private int slot(int hash) {
        // Names that differ in their last characters alone must not become neighbours.
        int mixed = hash * 0x9e3779b9;
        return (mixed ^ (mixed >>> 16)) & (slots.length() - 1);
    }

    private static int hash(String name) {
        int hash = 0;
        for (int i = name.length() - 1; i >= 0; i--) {
            hash = hash * 31 + name.charAt(i);
        }
        return hash;
    }

    /** A known host. Only its expiry changes, when the host says again what it said before. */
    static final class Host {

        private static final long REMOVED = -1;

        final String name;
        final boolean includeSubDomains;
        /** What was learnt last, so that the same value need not be parsed again; empty when put by hand. */
        final String value;

        final long maxAgeMillis;
        volatile long expiresMillis;

        Host(String name, boolean includeSubDomains, String value, long maxAgeMillis, long expiresMillis) {
            this.name = name;
            this.includeSubDomains = includeSubDomains;
            this.value = value;
            this.maxAgeMillis = maxAgeMillis;
            this.expiresMillis = expiresMillis;
        }

        static Host removed(String name) {
            return new Host(name, false, "", REMOVED, Long.MIN_VALUE);
        }

        boolean removed() {
            return maxAgeMillis == REMOVED;
        }
    }
}
