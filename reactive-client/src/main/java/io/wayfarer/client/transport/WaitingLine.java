/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Who waits for a connection, first come, first served, and none longer than allowed. Its monitor guards it, and who
 * decides by more than one look holds it meanwhile; only {@link #empty()} is asked without it.
 */
final class WaitingLine {

    private final Loops loops;
    private final Duration limit;

    /** In the order of arrival, with its time; who gives up leaves from the middle. */
    private final Map<Waiter, Long> arrivals = new LinkedHashMap<>();

    private volatile int size;
    private boolean timed;

    WaitingLine(Loops loops, Duration limit) {
        this.loops = loops;
        this.limit = limit;
    }

    /**
     * Whether nobody waits. Who makes something free asks this afterwards, and who waits looks for what is free after
     * joining: so one of the two sees the other.
     */
    boolean empty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    synchronized void join(Waiter waiter) {
        arrivals.put(waiter, System.nanoTime());
        size = arrivals.size();
    }

    synchronized boolean leave(Waiter waiter) {
        boolean stood = arrivals.remove(waiter) != null;
        size = arrivals.size();
        return stood;
    }

    synchronized @Nullable Waiter first() {
        return arrivals.isEmpty() ? null : arrivals.keySet().iterator().next();
    }

    /** Which event loops those prefer that stand behind so many others. */
    synchronized List<Integer> preferredLoopsBehind(int others) {
        return arrivals.keySet().stream()
                .skip(others)
                .map(Waiter::preferredLoop)
                .toList();
    }

    /** Sends the first one away. */
    synchronized void refuseFirst(Throwable failure) {
        Waiter first = first();
        if (first != null) {
            refuse(first, failure);
        }
    }

    synchronized void refuseAll(Throwable failure) {
        List.copyOf(arrivals.keySet()).forEach(waiter -> refuse(waiter, failure));
    }

    /** Sends one away, if it still waits; it is told on its event loop, never within the caller's stack. */
    synchronized void refuse(Waiter waiter, Throwable failure) {
        if (leave(waiter)) {
            loops.get(waiter.preferredLoop()).execute(() -> waiter.refused(failure));
        }
    }

    /** Sees to it that nobody waits too long: one timer for all, as the first to come is always the first whose time is up. */
    synchronized void time() {
        if (!timed && !arrivals.isEmpty()) {
            timed = true;
            long rest = firstArrival() + limit.toNanos() - System.nanoTime();
            loops.get(0).schedule(this::refuseLate, Math.max(rest, 0), TimeUnit.NANOSECONDS);
        }
    }

    private long firstArrival() {
        return arrivals.values().iterator().next();
    }

    private synchronized void refuseLate() {
        long due = System.nanoTime() - limit.toNanos();
        while (!arrivals.isEmpty() && firstArrival() - due <= 0) {
            refuseFirst(new PoolExhaustedException("waited for " + limit.toMillis() + " ms"));
        }
        timed = false;
        time();
    }
}
