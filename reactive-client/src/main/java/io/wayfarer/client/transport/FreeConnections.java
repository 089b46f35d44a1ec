/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * The connections of a pool that can be lent: HTTP/1 of each event loop apart, HTTP/2 shared by all. Thread-safe; the way of
 * an exchange that finds one takes no lock but its own loop's.
 */
final class FreeConnections {

    private final IdleStack[] idle;
    private final List<PooledConnection> shared = new CopyOnWriteArrayList<>();
    private final long idleNanos;
    private final long lifeNanos;
    private final EvictionCount evictions;

    FreeConnections(int loops, PoolLimits limits, EvictionCount evictions) {
        this.evictions = evictions;
        this.idle = new IdleStack[loops];
        for (int i = 0; i < loops; i++) {
            idle[i] = new IdleStack();
        }
        this.idleNanos = limits.idleTimeout().toNanos();
        this.lifeNanos = limits.maxLifeTime().toNanos();
    }

    /** One that needs no change of threads, or that is HTTP/2; null when there is none. */
    @Nullable
    PooledConnection near(int loopNumber) {
        PooledConnection found = lendShared();
        return found == null ? popUsable(idle[loopNumber]) : found;
    }

    /** One of whichever loop, of this one first; null when there is none. */
    @Nullable
    PooledConnection any(int from) {
        PooledConnection found = lendShared();
        for (int i = 0; found == null && i < idle.length; i++) {
            found = popUsable(idle[(from + i) % idle.length]);
        }
        return found;
    }

    private @Nullable PooledConnection lendShared() {
        if (!shared.isEmpty()) {
            for (PooledConnection connection : shared) {
                if (connection.lend()) {
                    return connection;
                }
            }
        }
        return null;
    }

    private @Nullable PooledConnection popUsable(IdleStack stack) {
        PooledConnection top = stack.pop();
        while (top != null && !top.usable()) {
            PooledConnection useless = top;
            evictions.closed();
            // Never at once: what its end brings about would happen amid the search for another one.
            useless.loop().execute(useless::close);
            top = stack.pop();
        }
        return top;
    }

    /** How many exchanges a connection of this server takes at a time, as far as is known. */
    int mostLoans() {
        for (PooledConnection connection : shared) {
            return Math.max(1, connection.mostLoans());
        }
        return 1;
    }

    boolean hasShared() {
        return !shared.isEmpty();
    }

    void add(PooledConnection connection) {
        if (connection.multiplexed()) {
            shared.add(connection);
        } else {
            idle[connection.loopNumber()].push(connection);
        }
    }

    /** Whether it could be lent. */
    boolean remove(PooledConnection connection) {
        return connection.multiplexed() ? shared.remove(connection) : idle[connection.loopNumber()].remove(connection);
    }

    boolean tooOld(PooledConnection connection, long now) {
        return lifeNanos > 0 && now - connection.madeAt() > lifeNanos;
    }

    /** Closes what was not used for too long, and what is too old; returns what is too old and perhaps in use. */
    List<PooledConnection> sweep() {
        long now = System.nanoTime();
        long unusedSince = now - idleNanos;
        for (IdleStack stack : idle) {
            stack.removeIf(connection -> connection.unusedSince() - unusedSince <= 0)
                    .forEach(connection -> {
                        evictions.idle();
                        connection.close();
                    });
            stack.removeIf(connection -> tooOld(connection, now)).forEach(connection -> {
                evictions.lifeTime();
                connection.close();
            });
        }
        for (PooledConnection connection : shared) {
            if (connection.unusedSince() - unusedSince <= 0 && connection.retire()) {
                evictions.idle();
                connection.close();
            }
        }
        return lifeNanos == 0
                ? List.of()
                : shared.stream().filter(connection -> tooOld(connection, now)).toList();
    }

    /** Closes all; HTTP/2 that somebody uses is closed when it is given back. */
    void close() {
        for (IdleStack stack : idle) {
            stack.removeIf(connection -> true).forEach(PooledConnection::close);
        }
        for (PooledConnection connection : shared) {
            if (connection.retire()) {
                connection.close();
            }
        }
    }
}
