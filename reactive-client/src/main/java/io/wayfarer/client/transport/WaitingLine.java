/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Who waits for a connection, first come, first served, each with the time it came. Guarded by the pool's lock. */
final class WaitingLine {

    /** In the order of arrival; who gives up leaves from the middle. */
    private final Map<Waiter, Long> arrivals = new LinkedHashMap<>();

    int size() {
        return arrivals.size();
    }

    void join(Waiter waiter, long nanoTime) {
        arrivals.put(waiter, nanoTime);
    }

    boolean leave(Waiter waiter) {
        return arrivals.remove(waiter) != null;
    }

    @Nullable
    Waiter first() {
        return arrivals.isEmpty() ? null : arrivals.keySet().iterator().next();
    }

    /** Which event loops those prefer that stand behind so many others. */
    List<Integer> preferredLoopsBehind(int others) {
        return arrivals.keySet().stream()
                .skip(others)
                .map(Waiter::preferredLoop)
                .toList();
    }

    /** When the first came; asked only when there is one. */
    long firstArrival() {
        return arrivals.values().iterator().next();
    }

    /** Takes out those that came at that time or before. */
    List<Waiter> leaveArrivedBy(long nanoTime) {
        List<Waiter> late = new ArrayList<>();
        while (!arrivals.isEmpty() && firstArrival() - nanoTime <= 0) {
            Waiter waiter = arrivals.keySet().iterator().next();
            arrivals.remove(waiter);
            late.add(waiter);
        }
        return late;
    }

    List<Waiter> leaveAll() {
        List<Waiter> all = List.copyOf(arrivals.keySet());
        arrivals.clear();
        return all;
    }
}
