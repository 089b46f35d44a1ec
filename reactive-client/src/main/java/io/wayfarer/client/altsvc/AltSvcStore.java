/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.altsvc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.wayfarer.client.hop.Alternative;
import io.wayfarer.client.url.Origin;

/**
 * Remembers in memory which alternatives servers have named. Bounded and thread-safe; readers never wait. When it is full,
 * servers whose alternatives have expired go first, then the one whose would expire soonest.
 *
 * <p>An alternative that failed rests for a minute, and twice as long after each further failure, up to four hours (RFC 7838
 * section 2.4); the server's naming it again does not end that.
 */
public final class AltSvcStore {

    /** Servers held by default. */
    public static final int DEFAULT_MAX_ORIGINS = 1000;

    private final InstantSource clock;
    private final int maxOrigins;
    private final Map<Origin, Known> origins = new ConcurrentHashMap<>();

    /**
     * What a server said.
     *
     * @param fields as they were sent; empty when a file said it
     */
    private record Known(List<String> fields, List<KnownAlternative> alternatives) {

        long expiresMillis() {
            return alternatives.stream()
                    .mapToLong(KnownAlternative::expiresMillis)
                    .max()
                    .orElse(Long.MIN_VALUE);
        }
    }

    /** An empty store on the system's clock, for {@value #DEFAULT_MAX_ORIGINS} servers. */
    public AltSvcStore() {
        this(InstantSource.system(), DEFAULT_MAX_ORIGINS);
    }

    /**
     * An empty store.
     *
     * @param maxOrigins at least 1
     */
    public AltSvcStore(InstantSource clock, int maxOrigins) {
        if (maxOrigins < 1) {
            throw new IllegalArgumentException("maxOrigins: " + maxOrigins + " (expected: >= 1)");
        }
        this.clock = clock;
        this.maxOrigins = maxOrigins;
    }

    /** Alternatives of the server that have neither expired nor rest, in the server's order. */
    public List<Alternative> alternatives(Origin origin) {
        Known known = origins.get(origin);
        if (known == null) {
            return List.of();
        }
        long now = clock.millis();
        List<Alternative> usable = new ArrayList<>(known.alternatives().size());
        for (KnownAlternative each : known.alternatives()) {
            if (each.usable(now)) {
                usable.add(each);
            }
        }
        return usable;
    }

    /**
     * Notes what the {@code Alt-Svc} fields of one answer say, in place of all that the server said before (RFC 7838 section
     * 3.1). The caller has made sure that they came over TLS from a server whose certificate was verified.
     *
     * @param fields all of this name; members that break the grammar are ignored, and all of them change nothing
     * @param age of the answer when it came, from a cache on the way
     */
    public void learn(Origin origin, List<String> fields, Duration age) {
        long made = clock.millis() - age.toMillis();
        Known before = origins.get(origin);
        if (before != null && before.fields().equals(fields)) {
            before.alternatives().forEach(each -> each.namedAgain(made));
            return;
        }
        AltSvcField said = AltSvcField.parse(fields);
        if (said.clear()) {
            remove(origin);
        } else if (origin.scheme().equals("https") && !said.values().isEmpty()) {
            hold(
                    origin,
                    fields,
                    said.values().stream()
                            .map(value -> new KnownAlternative(clock, origin, value, made))
                            .filter(each -> each.expiresMillis() > clock.millis())
                            .toList());
        }
    }

    /**
     * Adds an alternative behind those that are known of its server, or replaces it.
     *
     * @throws IllegalArgumentException when the server is not one of https
     */
    public synchronized void put(AltSvcEntry entry) {
        if (!entry.origin().scheme().equals("https")) {
            throw new IllegalArgumentException("origin: " + entry.origin() + " (expected: https)");
        }
        KnownAlternative added = new KnownAlternative(clock, entry);
        Known known = origins.get(entry.origin());
        List<KnownAlternative> all = new ArrayList<>(known == null ? List.of() : known.alternatives());
        all.removeIf(each -> each.samePlace(added));
        if (all.size() < AltSvcField.MOST_VALUES) {
            all.add(added);
        }
        hold(entry.origin(), List.of(), all);
    }

    /** Forgets the alternatives of a server; true when there were any. */
    public synchronized boolean remove(Origin origin) {
        return origins.remove(origin) != null;
    }

    private synchronized void hold(Origin origin, List<String> fields, List<KnownAlternative> named) {
        Known before = origins.get(origin);
        if (named.isEmpty()) {
            origins.remove(origin);
            return;
        }
        if (before == null && origins.size() >= maxOrigins) {
            makeRoom();
        }
        if (before != null) {
            for (KnownAlternative each : named) {
                before.alternatives().stream()
                        .filter(old -> old != each && old.samePlace(each))
                        .forEach(each::restsAs);
            }
        }
        origins.put(origin, new Known(List.copyOf(fields), List.copyOf(named)));
    }

    private void makeRoom() {
        long now = clock.millis();
        origins.values().removeIf(known -> known.expiresMillis() <= now);
        if (origins.size() >= maxOrigins) {
            origins.entrySet().stream()
                    .min(Comparator.comparingLong(each -> each.getValue().expiresMillis()))
                    .ifPresent(soonest -> origins.remove(soonest.getKey()));
        }
    }

    /** Forgets all servers. */
    public void clear() {
        origins.clear();
    }

    /** Whether nothing is known. */
    public boolean isEmpty() {
        return origins.isEmpty();
    }

    /** Of how many servers alternatives are held, expired ones included. */
    public int size() {
        return origins.size();
    }

    /** The alternatives that have not expired, servers sorted by name, each with its alternatives in its order. */
    public List<AltSvcEntry> snapshot() {
        Instant now = clock.instant();
        List<AltSvcEntry> entries = new ArrayList<>();
        origins.entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getKey().toString()))
                .forEach(server -> server.getValue().alternatives().stream()
                        .map(each -> each.entry(server.getKey()))
                        .filter(entry -> entry.expires().isAfter(now))
                        .forEach(entries::add));
        return List.copyOf(entries);
    }
}
