/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.List;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.client.ConnectLimits;
import io.wayfarer.protocol.connection.HttpConnection;

/**
 * The connections to one place by one route.
 *
 * <p>An exchange on an event loop takes the HTTP/1 connection that this loop used last; only with none left is another
 * opened, and only when no more may be opened is one of another loop taken. HTTP/2 is shared by all loops: one connection,
 * and another when the server allows no more streams on it. Where TLS decides which of the two it is, the first
 * handshake is waited for before others begin.
 *
 * <p>With nothing free, requests wait in one line. Who waits is not tied to the connection being opened on its behalf: the
 * first in line gets what is free first, and a connection nobody waits for any more is kept.
 *
 * <p>Connections are opened and lent, and waiters refused, by tasks of event loops: nobody's code runs while the line is
 * held, nor within the stack of the exchange that has just given a connection back.
 */
final class ConnectionPool {

    private final Loops loops;
    private final PoolLimits limits;
    private final Dialer dialer;
    private final Sweep sweep;
    private final FreeConnections free;

    /** Its monitor guards the count too; the way of an exchange that finds a free connection does not need it. */
    private final WaitingLine line;

    private final ConnectionCount count;
    private volatile boolean disposed;

    ConnectionPool(Loops loops, PoolLimits limits, Dialer dialer, Sweep sweep, boolean versionIsNegotiated) {
        this.loops = loops;
        this.limits = limits;
        this.dialer = dialer;
        this.sweep = sweep;
        this.free = new FreeConnections(loops.count(), limits, sweep.evictions());
        this.line = new WaitingLine(loops, limits.pendingTimeout());
        this.count = new ConnectionCount(limits.maxConnections(), versionIsNegotiated);
    }

    PoolLimits limits() {
        return limits;
    }

    Loops loops() {
        return loops;
    }

    /** A free connection, of this loop where it is HTTP/1; null when it must be waited for. */
    @Nullable
    PooledConnection borrow(int loopNumber) {
        return line.empty() ? free.near(loopNumber) : null;
    }

    /** A free connection, whichever its loop, for a caller that has to change threads anyway. */
    @Nullable
    PooledConnection borrowAny(int from) {
        return line.empty() ? free.any(from) : null;
    }

    /** As {@link #await}; opens a connection for this one alone where it has its own idea of how long that may take. */
    void obtain(Waiter waiter) {
        if (waiter.connectLimits() == null) {
            await(waiter);
        } else {
            awaitFresh(waiter);
        }
    }

    /** Gets in line; a connection is opened where one may be, else the first that becomes free will do. */
    void await(Waiter waiter) {
        synchronized (line) {
            line.join(waiter);
            serve(free::near);
            dialAsNeeded();
            if (line.size() > count.dialling()) {
                serve(free::any);
            }
            if (line.size() > mostInLine()) {
                line.refuse(waiter, new PoolExhaustedException(limits.maxPending() + " requests wait already"));
            }
            line.time();
        }
    }

    private long mostInLine() {
        return limits.maxPending() + (long) free.mostLoans() * count.toCome();
    }

    /** Opens a connection for this one alone where one more may be opened; otherwise as {@link #await}. */
    void awaitFresh(Waiter waiter) {
        if (!open(waiter)) {
            await(waiter);
        }
    }

    /** Whether there is a connection that all loops share. */
    boolean hasShared() {
        return free.hasShared();
    }

    PoolUse use() {
        synchronized (line) {
            return new PoolUse(count.open(), line.size());
        }
    }

    /** Opens a connection for this one, ahead of any need; false where none may be opened. */
    boolean open(Waiter waiter) {
        synchronized (line) {
            boolean room = count.room() && !disposed;
            if (room) {
                dial(waiter.preferredLoop(), waiter);
            }
            return room;
        }
    }

    /** Leaves the line; does nothing when it was served meanwhile. */
    void forget(Waiter waiter) {
        line.leave(waiter);
    }

    /** Matches who waits with what is free, and opens what is missing. */
    void serveWaiting() {
        if (line.empty()) {
            return;
        }
        synchronized (line) {
            serve(free::any);
            dialAsNeeded();
        }
    }

    private void serve(IntFunction<@Nullable PooledConnection> lender) {
        for (Waiter first = line.first(); first != null; first = line.first()) {
            PooledConnection connection = lender.apply(first.preferredLoop());
            if (connection == null) {
                return;
            }
            line.leave(first);
            Waiter served = first;
            connection.loop().execute(() -> served.lent(connection));
        }
    }

    private void dialAsNeeded() {
        int missing = count.missing(line.size());
        if (missing > 0) {
            List<Integer> unserved = line.preferredLoopsBehind(count.dialling());
            unserved.subList(0, missing).forEach(loopNumber -> dial(loopNumber, null));
        }
    }

    private void dial(int loopNumber, @Nullable Waiter owner) {
        count.dials(owner == null);
        sweep.watch(this);
        ConnectLimits own = owner == null ? null : owner.connectLimits();
        ConnectLimits connecting = own == null ? limits.connecting() : own;
        loops.get(loopNumber)
                .execute(() -> Mono.defer(() -> dialer.dial(loops.get(loopNumber), connecting))
                        .subscribe(made -> dialled(made, owner), failure -> failed(failure, loopNumber, owner)));
    }

    private void dialled(HttpConnection made, @Nullable Waiter owner) {
        PooledConnection connection =
                new PooledConnection(this, made, loops.numberOf(made.channel().eventLoop()), dialer.asks());
        made.observe(connection);
        synchronized (line) {
            count.dialled(owner == null, !connection.multiplexed());
        }
        boolean own = owner != null && (!connection.multiplexed() || connection.lend());
        if (connection.multiplexed() || !own) {
            free.add(connection);
        }
        if (!connection.usable()) {
            closed(connection); // before anybody observed it
        }
        if (own && owner != null) {
            // A task of its own: what is thrown there must not be taken for a failure to connect.
            connection.loop().execute(() -> owner.lent(connection));
        } else if (owner != null) {
            await(owner);
        }
        serveWaiting();
        if (disposed) {
            free.close();
        }
    }

    private void failed(Throwable failure, int loopNumber, @Nullable Waiter owner) {
        synchronized (line) {
            count.failed(owner == null);
            if (owner == null) {
                serve(free::any);
                if (count.negotiating() && !free.hasShared()) {
                    line.refuseAll(failure); // all of them waited for this one handshake
                } else if (line.size() > count.dialling()) {
                    line.refuseFirst(failure);
                }
            }
            dialAsNeeded();
            forgetWhenEmpty();
        }
        if (owner != null) {
            loops.get(loopNumber).execute(() -> owner.refused(failure));
        }
    }

    /** HTTP/1: the connection is free. On its event loop. */
    void idle(PooledConnection connection) {
        long now = System.nanoTime();
        if (free.tooOld(connection, now)) {
            sweep.evictions().lifeTime();
            connection.close();
            return;
        }
        connection.ends(now);
        free.add(connection);
        if (disposed) {
            free.close();
        }
        serveWaiting();
    }

    /** Takes back a connection, whatever the exchange has come to that had it. On its event loop. */
    void giveBack(PooledConnection connection, Object exchange) {
        if (connection.multiplexed()) {
            giveBackShare(connection);
        } else if (connection.heldBy(exchange)) {
            // It has not said that it is idle: either nothing was sent on it, or it cannot be used again.
            returnUnused(connection);
        }
    }

    private void giveBackShare(PooledConnection connection) {
        connection.giveBack();
        if ((disposed || connection.discounted() || !connection.usable()) && connection.retire()) {
            connection.close();
        }
        serveWaiting();
    }

    /** Takes back a connection on which nothing was sent. On its event loop. */
    void returnUnused(PooledConnection connection) {
        if (connection.multiplexed()) {
            giveBackShare(connection);
        } else if (connection.usable() && connection.connection().activeStreams() == 0) {
            idle(connection);
        } else {
            connection.close();
        }
    }

    boolean unused() {
        synchronized (line) {
            return count.none() && line.empty();
        }
    }

    /** No new exchanges on it; HTTP/1 closes by itself in a moment. */
    void draining(PooledConnection connection) {
        if (connection.multiplexed()) {
            leave(connection);
            if (connection.retire()) {
                sweep.evictions().closed();
                connection.close();
            }
        } else if (free.remove(connection)) {
            sweep.evictions().closed();
        }
    }

    void closed(PooledConnection connection) {
        // What the pool gives up itself is taken out, or retired, before it ends.
        if (connection.multiplexed() ? connection.retire() : free.remove(connection)) {
            sweep.evictions().closed();
        }
        leave(connection);
    }

    private void leave(PooledConnection connection) {
        free.remove(connection);
        synchronized (line) {
            if (connection.discount()) {
                count.closed();
            }
            forgetWhenEmpty();
        }
        serveWaiting();
    }

    private void forgetWhenEmpty() {
        if (count.none()) {
            sweep.forget(this);
        }
    }

    /** Closes what was not used for too long. */
    void sweep() {
        free.sweep().forEach(this::age);
    }

    private void age(PooledConnection connection) {
        sweep.evictions().lifeTime();
        leave(connection);
        if (connection.retire()) {
            connection.close();
        }
    }

    /** Closes what is unused now, and the rest as soon as it is. */
    void dispose() {
        disposed = true;
        free.close();
    }
}
