/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.wayfarer.client.hop.Proxy;

/** Proxies that could not be reached lately, so that others are tried before them. Thread-safe. */
final class DeadProxies {

    /** Those past that are not remembered, which costs time only. */
    private static final int MOST = 256;

    private final long nanos;
    private final LongSupplier clock;
    private final Map<Proxy, Long> since = new ConcurrentHashMap<>();

    /**
     * @param backOff how long one is remembered
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    DeadProxies(Duration backOff, LongSupplier clock) {
        this.nanos = backOff.toNanos();
        this.clock = clock;
    }

    void add(Proxy proxy) {
        if (since.size() >= MOST) {
            since.values().removeIf(this::longAgo);
        }
        if (since.size() < MOST) {
            since.put(proxy, clock.getAsLong());
        }
    }

    boolean contains(Proxy proxy) {
        Long time = since.get(proxy);
        return time != null && !longAgo(time);
    }

    void remove(Proxy proxy) {
        since.remove(proxy);
    }

    private boolean longAgo(long time) {
        return clock.getAsLong() - time >= nanos;
    }
}
