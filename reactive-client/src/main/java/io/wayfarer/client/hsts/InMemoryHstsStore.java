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

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hsts.HstsTable.Host;

/**
 * An {@link HstsStore} in memory, bounded. Readers never wait and allocate nothing. A host that repeats what it said is
 * only given more time; a new host copies the table, which is rare.
 *
 * <p>When it is full, expired hosts go first, then the host that would expire soonest.
 */
public final class InMemoryHstsStore implements HstsStore {

    /** Hosts held by default. */
    public static final int DEFAULT_MAX_HOSTS = 10_000;

    /** A value longer than this is obeyed but not kept, so that a store of many hosts stays small. */
    private static final int LONGEST_KEPT_VALUE = 128;

    private final InstantSource clock;
    private final int maxHosts;
    private volatile HstsTable table = HstsTable.EMPTY;

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
            replace(name, new Host(name, includeSubDomains, kept, maxAgeMillis, clock.millis() + maxAgeMillis));
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
        replace(name, new Host(name, entry.includeSubDomains(), "", 0, HstsHost.millis(entry.expires())));
    }

    @Override
    public boolean remove(String host) {
        return replace(HstsHost.name(host), null);
    }

    @Override
    public synchronized void clear() {
        table = HstsTable.EMPTY;
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

    /** Puts the host in place of the one of that name; true when there was one. */
    private synchronized boolean replace(String name, @Nullable Host host) {
        boolean known = table.find(name) != null;
        if (!known && host == null) {
            return false;
        }
        List<Host> hosts = table.hosts();
        hosts.removeIf(other -> other.name.equals(name));
        if (host != null) {
            makeRoom(hosts);
            hosts.add(host);
        }
        table = HstsTable.of(hosts);
        return known;
    }

    private void makeRoom(List<Host> hosts) {
        if (hosts.size() < maxHosts) {
            return;
        }
        long now = clock.millis();
        hosts.removeIf(host -> host.expiresMillis <= now);
        if (hosts.size() >= maxHosts) {
            hosts.stream()
                    .min(Comparator.comparingLong(host -> host.expiresMillis))
                    .ifPresent(hosts::remove);
        }
    }
}
