/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hsts.HstsTable.Host;

/**
 * An {@link HstsStore} in memory, bounded. Readers never wait and allocate nothing. A host that repeats what it said is
 * only given more time, without a lock.
 *
 * <p>When it is full, expired hosts go first, then the host that would expire soonest.
 */
public final class InMemoryHstsStore implements HstsStore {

    /** Hosts held by default. */
    public static final int DEFAULT_MAX_HOSTS = 10_000;

    /** A value longer than this is obeyed but not kept, so that a store of many hosts stays small. */
    private static final int LONGEST_KEPT_VALUE = 128;

    /** Below this number, expiries that count no more are not worth the clearing. */
    private static final int LEAST_EXPIRIES = 64;

    /** When a host expires, as known when it was written down; it may have been given more time since. */
    private record Expiry(long millis, Host host) {}

    private final InstantSource clock;
    private final int maxHosts;
    private final PriorityQueue<Expiry> expiries = new PriorityQueue<>(Comparator.comparingLong(Expiry::millis));
    private volatile HstsTable table = HstsTable.empty();

    /** An empty store on the system's clock, for {@value #DEFAULT_MAX_HOSTS} hosts. */
    public InMemoryHstsStore() {
        this(InstantSource.system(), DEFAULT_MAX_HOSTS);
    }

    /**
     * An empty store.
     *
     * @param maxHosts at least 1
     */
    public InMemoryHstsStore(InstantSource clock, int maxHosts) {
        if (maxHosts < 1) {
            throw new IllegalArgumentException("maxHosts: " + maxHosts + " (expected: >= 1)");
        }
        this.clock = clock;
        this.maxHosts = maxHosts;
    }

    @Override
    public boolean check(String host) {
        HstsTable hosts = table;
        return hosts.size() > 0 && hosts.covers(host, HstsHost.length(host), clock);
    }

    @Override
    public boolean learn(String host, String value) {
        String name = HstsHost.name(host);
        Host known = table.find(name);
        if (known != null && !value.isEmpty() && known.value.equals(value)) {
            known.expiresMillis = clock.millis() + known.maxAgeMillis;
            return true;
        }
        Optional<StrictTransportSecurity> parsed = StrictTransportSecurity.parse(value);
        if (parsed.isEmpty() || !HstsHost.eligible(name)) {
            return false;
        }
        long maxAgeMillis = Duration.ofSeconds(parsed.get().maxAgeSeconds()).toMillis();
        if (maxAgeMillis == 0) {
            remove(name);
        } else {
            String kept = value.length() > LONGEST_KEPT_VALUE ? "" : value;
            boolean includeSubDomains = parsed.get().includeSubDomains();
            add(new Host(name, includeSubDomains, kept, maxAgeMillis, clock.millis() + maxAgeMillis));
        }
        return true;
    }

    @Override
    public void put(HstsEntry entry) {
        String name = HstsHost.name(entry.host());
        if (!HstsHost.eligible(name)) {
            throw new IllegalArgumentException(
                    "HSTS host: \"" + entry.host() + "\" (expected: a host name in lower case, no IP address)");
        }
        add(new Host(name, entry.includeSubDomains(), "", 0, HstsHost.millis(entry.expires())));
    }

    @Override
    public boolean remove(String host) {
        return forget(HstsHost.name(host));
    }

    private synchronized boolean forget(String name) {
        Host known = table.find(name);
        if (known != null) {
            table.remove(known);
        }
        return known != null;
    }

    @Override
    public synchronized void clear() {
        table = HstsTable.empty();
        expiries.clear();
    }

    @Override
    public int size() {
        return table.size();
    }

    @Override
    public List<HstsEntry> snapshot() {
        long now = clock.millis();
        return table.hosts().stream()
                .filter(host -> host.expiresMillis > now)
                .map(host -> new HstsEntry(host.name, host.includeSubDomains, Instant.ofEpochMilli(host.expiresMillis)))
                .sorted(Comparator.comparing(HstsEntry::host))
                .toList();
    }

    @Override
    public synchronized Optional<Instant> nextExpiry() {
        Expiry next = next();
        return next == null || next.millis() == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(next.millis()));
    }

    @Override
    public synchronized int purge() {
        int before = table.size();
        removeExpired(clock.millis());
        return before - table.size();
    }

    /** A store of its own with the hosts that this one holds, on the same clock and with the same bound. */
    public InMemoryHstsStore copy() {
        InMemoryHstsStore copy = new InMemoryHstsStore(clock, maxHosts);
        for (Host host : table.hosts()) {
            copy.add(new Host(host.name, host.includeSubDomains, host.value, host.maxAgeMillis, host.expiresMillis));
        }
        return copy;
    }

    private synchronized void add(Host host) {
        if (table.find(host.name) == null && table.size() >= maxHosts) {
            makeRoom();
        }
        table = table.with(host);
        expiries.add(new Expiry(host.expiresMillis, host));
        if (expiries.size() > 2 * table.size() + LEAST_EXPIRIES) {
            expiries.clear();
            table.hosts().forEach(held -> expiries.add(new Expiry(held.expiresMillis, held)));
        }
    }

    private void makeRoom() {
        removeExpired(clock.millis());
        Expiry soonest = next();
        if (table.size() >= maxHosts && soonest != null) {
            table.remove(soonest.host());
        }
    }

    private void removeExpired(long now) {
        for (Expiry next = next(); next != null && next.millis() <= now; next = next()) {
            table.remove(next.host());
        }
    }

    /** The expiry that comes first, of a host that is still held and has not been given more time since. */
    private @Nullable Expiry next() {
        for (Expiry next = expiries.peek(); next != null; next = expiries.peek()) {
            boolean held = table.find(next.host().name) == next.host();
            if (held && next.host().expiresMillis == next.millis()) {
                return next;
            }
            expiries.remove();
            if (held) {
                expiries.add(new Expiry(next.host().expiresMillis, next.host()));
            }
        }
        return null;
    }
}
