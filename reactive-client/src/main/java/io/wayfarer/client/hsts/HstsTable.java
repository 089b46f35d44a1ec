/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Hosts, found by any suffix of a host name without cutting the name up: an open hash table over the characters read
 * from the right. The set of hosts never changes; their expiry does.
 */
final class HstsTable {

    static final HstsTable EMPTY = new HstsTable(List.of());

    private final @Nullable Host[] slots;
    private final int size;

    private HstsTable(Collection<Host> hosts) {
        this.slots = new Host[hosts.isEmpty() ? 1 : Integer.highestOneBit(hosts.size()) * 4];
        this.size = hosts.size();
        for (Host host : hosts) {
            int slot = slot(hash(host.name));
            while (slots[slot] != null) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = host;
        }
    }

    static HstsTable of(Collection<Host> hosts) {
        return hosts.isEmpty() ? EMPTY : new HstsTable(hosts);
    }

    int size() {
        return size;
    }

    List<Host> hosts() {
        List<Host> all = new ArrayList<>(size);
        for (Host host : slots) {
            if (host != null) {
                all.add(host);
            }
        }
        return all;
    }

    /** The host of exactly this name. */
    @Nullable
    Host find(String name) {
        return at(hash(name), name, 0, name.length());
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
        for (Host host = slots[slot]; host != null; host = slots[slot]) {
            if (host.name.length() == to - from && name.startsWith(host.name, from)) {
                return host;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return null;
    }

    private int slot(int hash) {
        // Names that differ in their last characters alone must not become neighbours.
        int mixed = hash * 0x9e3779b9;
        return (mixed ^ (mixed >>> 16)) & (slots.length - 1);
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
    }
}
