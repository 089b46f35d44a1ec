/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.EventLoop;

/**
 * Goes through the pools from time to time and has them close what is unused for too long: one timer for all connections,
 * and none while there is no connection.
 */
final class Sweep {

    private static final long SHORTEST_MILLIS = 20;
    private static final long LONGEST_MILLIS = 1000;

    private final Loops loops;
    private final long everyMillis;
    private final Set<ConnectionPool> pools = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean running = new AtomicBoolean();
    private final EvictionCount evictions = new EvictionCount();

    /** @param idleTimeout is kept to a fourth of it, and to a second */
    Sweep(Loops loops, Duration idleTimeout) {
        this.loops = loops;
        this.everyMillis = Math.max(SHORTEST_MILLIS, Math.min(LONGEST_MILLIS, idleTimeout.toMillis() / 4));
    }

    /** Of all pools, those included that are no more. */
    EvictionCount evictions() {
        return evictions;
    }

    void watch(ConnectionPool pool) {
        pools.add(pool);
        if (running.compareAndSet(false, true)) {
            again(loops.get(loops.next()));
        }
    }

    void forget(ConnectionPool pool) {
        pools.remove(pool);
    }

    private void again(EventLoop loop) {
        loop.schedule(() -> sweep(loop), everyMillis, TimeUnit.MILLISECONDS);
    }

    private void sweep(EventLoop loop) {
        pools.forEach(ConnectionPool::sweep);
        if (!pools.isEmpty()) {
            again(loop);
            return;
        }
        running.set(false);
        if (!pools.isEmpty() && running.compareAndSet(false, true)) {
            again(loop);
        }
    }
}
