/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.Direction;
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
 */
final class ConnectionPool {

    private final Loops loops;
    private final PoolLimits limits;
    private final Dialer dialer;
    private final Sweep sweep;
    private final boolean versionIsNegotiated;
    private final IdleStack[] idle;
    private final List<PooledConnection> shared = new CopyOnWriteArrayList<>();
    private final AtomicBoolean timed = new AtomicBoolean();

    /** Guards what follows; the way of an exchange that finds a free connection does not need it. */
    private final Object lock = new Object();

    private final WaitingLine line = new WaitingLine();
    private int open;
    private int connecting;
    private boolean speaksHttp1;
    private volatile int waiting;
    private volatile boolean disposed;

    ConnectionPool(Loops loops, PoolLimits limits, Dialer dialer, Sweep sweep, boolean versionIsNegotiated) {
        this.loops = loops;
        this.limits = limits;
        this.dialer = dialer;
        this.sweep = sweep;
        this.versionIsNegotiated = versionIsNegotiated;
        this.idle = new IdleStack[loops.count()];
        for (int i = 0; i < idle.length; i++) {
            idle[i] = new IdleStack();
        }
    }

    /** What a loan, a dial or a refusal brings about, after the lock was given up. */
    private interface Consequence {
        void happen();
    }

    /** A free connection, of this loop where it is HTTP/1; null when it must be waited for. */
    @Nullable
    PooledConnection borrow(int loopNumber) {
        if (waiting > 0) {
            return null;
        }
        return shared.isEmpty() ? popUsable(idle[loopNumber]) : lendShared();
    }

    /** A free connection, whichever its loop, for a caller that has to change threads anyway. */
    @Nullable
    PooledConnection borrowAny(int from) {
        return waiting > 0 ? null : free(from);
    }

    private @Nullable PooledConnection free(int from) {
        PooledConnection found = lendShared();
        for (int i = 0; found == null && i < idle.length; i++) {
            found = popUsable(idle[(from + i) % idle.length]);
        }
        return found;
    }

    private @Nullable PooledConnection lendShared() {
        for (PooledConnection connection : shared) {
            if (connection.lend()) {
                return connection;
            }
        }
        return null;
    }

    private @Nullable PooledConnection popUsable(IdleStack stack) {
        PooledConnection top = stack.pop();
        while (top != null && !top.usable()) {
            close(top);
            top = stack.pop();
        }
        return top;
    }

    /** Gets in line; a connection is opened where one may be, else the first that becomes free will do. */
    void await(Waiter waiter) {
        List<Consequence> consequences = new ArrayList<>(1);
        synchronized (lock) {
            String refusal = refusal();
            if (refusal == null) {
                line.join(waiter, System.nanoTime());
                waiting = line.size();
                if (!dialAsNeeded(consequences)) {
                    serve(consequences);
                }
            } else {
                refuse(waiter, new PoolExhaustedException(refusal), consequences);
            }
        }
        consequences.forEach(Consequence::happen);
        timeTheLine();
    }

    private @Nullable String refusal() {
        int streams = shared.isEmpty() ? 1 : Math.max(1, shared.get(0).mostLoans());
        long served = (long) streams * (connecting + limits.maxConnections() - open);
        return line.size() < limits.maxPending() + served ? null : limits.maxPending() + " requests wait already";
    }

    /** Opens a connection for this one alone where one more may be opened; otherwise as {@link #await}. */
    void awaitFresh(Waiter waiter) {
        boolean room;
        synchronized (lock) {
            room = open < limits.maxConnections();
            if (room) {
                open++;
                connecting++;
            }
        }
        if (room) {
            dial(waiter.preferredLoop(), waiter);
        } else {
            await(waiter);
        }
    }

    /** Leaves the line; does nothing when it was served meanwhile. */
    void forget(Waiter waiter) {
        synchronized (lock) {
            line.leave(waiter);
            waiting = line.size();
        }
    }

    /** Matches who waits with what is free, and opens what is missing. */
    void serveWaiting() {
        if (waiting == 0) {
            return;
        }
        List<Consequence> consequences = new ArrayList<>();
        synchronized (lock) {
            serve(consequences);
            dialAsNeeded(consequences);
        }
        consequences.forEach(Consequence::happen);
    }

    private void serve(List<Consequence> consequences) {
        for (Waiter first = line.first(); first != null; first = line.first()) {
            PooledConnection connection = free(first.preferredLoop());
            if (connection == null) {
                break;
            }
            line.leave(first);
            Waiter served = first;
            // Never within the stack of the exchange that has just given the connection back.
            consequences.add(() -> connection.loop().execute(() -> served.lent(connection)));
        }
        waiting = line.size();
    }

    private boolean dialAsNeeded(List<Consequence> consequences) {
        int wanted = versionIsNegotiated && !speaksHttp1 ? Math.min(1, line.size()) : line.size();
        int before = connecting;
        List<Integer> unserved = line.preferredLoopsBehind(connecting);
        for (int i = 0; connecting < wanted && open < limits.maxConnections(); i++) {
            open++;
            connecting++;
            int loopNumber = unserved.get(i);
            consequences.add(() -> dial(loopNumber, null));
        }
        return connecting > before;
    }

    private void dial(int loopNumber, @Nullable Waiter owner) {
        sweep.watch(this);
        dialer.dial(loops.get(loopNumber))
                .subscribe(connection -> dialled(connection, owner), failure -> failed(failure, loopNumber, owner));
    }

    private void dialled(HttpConnection made, @Nullable Waiter owner) {
        PooledConnection connection =
                new PooledConnection(this, made, loops.numberOf(made.channel().eventLoop()));
        made.observe(connection);
        synchronized (lock) {
            connecting--;
            speaksHttp1 = !connection.multiplexed();
        }
        boolean own = owner != null && (!connection.multiplexed() || connection.lend());
        if (connection.multiplexed()) {
            shared.add(connection);
        } else if (!own) {
            idle[connection.loopNumber()].push(connection);
        }
        if (!connection.usable()) {
            closed(connection); // before anybody observed it
        }
        if (own && owner != null) {
            owner.lent(connection);
        } else if (owner != null) {
            await(owner);
        }
        serveWaiting();
        if (disposed) {
            dispose();
        }
    }

    private void failed(Throwable failure, int loopNumber, @Nullable Waiter owner) {
        List<Consequence> consequences = new ArrayList<>(1);
        synchronized (lock) {
            connecting--;
            open--;
            if (owner == null && versionIsNegotiated && !speaksHttp1 && shared.isEmpty()) {
                // All of them waited for this one handshake.
                line.leaveAll().forEach(waiter -> refuse(waiter, failure, consequences));
            } else if (owner == null && line.size() > connecting) {
                Waiter first = line.first();
                if (first != null) {
                    line.leave(first);
                    refuse(first, failure, consequences);
                }
            }
            waiting = line.size();
        }
        if (owner != null) {
            loops.get(loopNumber).execute(() -> owner.refused(failure));
        }
        consequences.forEach(Consequence::happen);
        serveWaiting();
        forgetWhenEmpty();
    }

    private void refuse(Waiter waiter, Throwable failure, List<Consequence> consequences) {
        consequences.add(() -> loops.get(waiter.preferredLoop()).execute(() -> waiter.refused(failure)));
    }

    /** One timer for the whole line: all have the same time, so the first is always the next to go. */
    private void timeTheLine() {
        if (waiting > 0 && timed.compareAndSet(false, true)) {
            long rest;
            synchronized (lock) {
                long now = System.nanoTime();
                rest = line.size() == 0
                        ? 0
                        : line.firstArrival() + limits.pendingTimeout().toNanos() - now;
            }
            loops.get(0).schedule(this::refuseLate, Math.max(rest, 0), TimeUnit.NANOSECONDS);
        }
    }

    private void refuseLate() {
        List<Consequence> consequences = new ArrayList<>();
        synchronized (lock) {
            long due = System.nanoTime() - limits.pendingTimeout().toNanos();
            PoolExhaustedException failure = new PoolExhaustedException(
                    "waited for " + limits.pendingTimeout().toMillis() + " ms");
            line.leaveArrivedBy(due).forEach(waiter -> refuse(waiter, failure, consequences));
            waiting = line.size();
        }
        consequences.forEach(Consequence::happen);
        timed.set(false);
        timeTheLine();
    }

    /** HTTP/1: the connection is free. On its event loop. */
    void idle(PooledConnection connection) {
        long now = System.nanoTime();
        if (disposed || tooOld(connection, now)) {
            close(connection);
            return;
        }
        connection.ends(now);
        idle[connection.loopNumber()].push(connection);
        serveWaiting();
    }

    /** Takes back a connection, whatever the exchange has come to. On its event loop. */
    void giveBack(PooledConnection connection) {
        if (connection.multiplexed()) {
            connection.giveBack();
            if ((disposed || !connection.usable()) && connection.retire()) {
                close(connection);
            }
            serveWaiting();
        } else if (connection.lent()) {
            // It has not said that it is idle: either nothing was sent on it, or it cannot be used again.
            returnUnused(connection);
        }
    }

    /** Takes back a connection on which nothing was sent. On its event loop. */
    void returnUnused(PooledConnection connection) {
        if (connection.multiplexed()) {
            giveBack(connection);
        } else if (connection.usable() && connection.connection().activeStreams() == 0) {
            idle(connection);
        } else {
            close(connection);
        }
    }

    boolean unused() {
        synchronized (lock) {
            return open == 0 && line.size() == 0;
        }
    }

    /** No new exchanges on it; HTTP/1 closes by itself in a moment. */
    void draining(PooledConnection connection) {
        if (connection.multiplexed()) {
            leave(connection);
            if (connection.retire()) {
                close(connection);
            }
        } else {
            idle[connection.loopNumber()].remove(connection);
        }
    }

    void closed(PooledConnection connection) {
        idle[connection.loopNumber()].remove(connection);
        leave(connection);
    }

    private void leave(PooledConnection connection) {
        shared.remove(connection);
        synchronized (lock) {
            if (connection.discount()) {
                open--;
            }
        }
        serveWaiting();
        forgetWhenEmpty();
    }

    private void forgetWhenEmpty() {
        synchronized (lock) {
            if (open > 0) {
                return;
            }
        }
        sweep.forget(this);
    }

    private boolean tooOld(PooledConnection connection, long now) {
        long limit = limits.maxLifeTime().toNanos();
        return limit > 0 && now - connection.madeAt() > limit;
    }

    /** Closes what was not used for too long. */
    void sweep() {
        long now = System.nanoTime();
        long unusedSince = now - limits.idleTimeout().toNanos();
        for (IdleStack stack : idle) {
            stack.removeIf(connection -> connection.unusedSince() - unusedSince <= 0 || tooOld(connection, now))
                    .forEach(ConnectionPool::close);
        }
        for (PooledConnection connection : shared) {
            if (connection.unusedSince() - unusedSince <= 0 && connection.retire()) {
                close(connection);
            } else if (tooOld(connection, now)) {
                connection.connection().shutdown(Direction.OUTPUT).subscribe();
            }
        }
    }

    /** Closes what is unused now, and the rest as soon as it is. */
    void dispose() {
        disposed = true;
        for (IdleStack stack : idle) {
            stack.removeIf(connection -> true).forEach(ConnectionPool::close);
        }
        for (PooledConnection connection : shared) {
            if (connection.retire()) {
                close(connection);
            }
        }
    }

    private static void close(PooledConnection connection) {
        connection.connection().close().subscribe();
    }
}
