/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.connection.ConnectionObserver;
import io.wayfarer.protocol.connection.HttpConnection;

/** A connection that a pool lends. HTTP/1 is lent to one exchange at a time, HTTP/2 to as many as the server allows. */
final class PooledConnection implements ConnectionObserver {

    private static final AtomicIntegerFieldUpdater<PooledConnection> LOANS =
            AtomicIntegerFieldUpdater.newUpdater(PooledConnection.class, "loans");

    /** In place of the number of loans: nobody gets it any more. */
    private static final int RETIRED = Integer.MIN_VALUE;

    private final ConnectionPool pool;
    private final HttpConnection connection;
    private final EventLoop loop;
    private final int loopNumber;
    private final boolean multiplexed;
    private final NettyDataBufferFactory buffers;
    private final long madeAt = System.nanoTime();
    private volatile long unusedSince = madeAt;
    private volatile int loans;
    private volatile int mostLoans;
    private boolean used;
    private @Nullable Object holder;
    private @Nullable NamedAlternatives alternatives;
    private volatile boolean counted = true;

    /** @param used whether the server may take it for one that was used */
    PooledConnection(ConnectionPool pool, HttpConnection connection, int loopNumber, boolean used) {
        this.pool = pool;
        this.connection = connection;
        this.loop = connection.channel().eventLoop();
        this.loopNumber = loopNumber;
        this.multiplexed = connection.version().multiplexed();
        this.buffers = new NettyDataBufferFactory(connection.channel().alloc());
        this.mostLoans = connection.availableStreams();
        this.used = used;
    }

    HttpConnection connection() {
        return connection;
    }

    ConnectionPool pool() {
        return pool;
    }

    EventLoop loop() {
        return loop;
    }

    int loopNumber() {
        return loopNumber;
    }

    boolean multiplexed() {
        return multiplexed;
    }

    NettyDataBufferFactory buffers() {
        return buffers;
    }

    long madeAt() {
        return madeAt;
    }

    long unusedSince() {
        return unusedSince;
    }

    /** Whether something was asked on it before; then the server may have closed it meanwhile. On its loop. */
    boolean used() {
        return used;
    }

    /** HTTP/1: whether it is this one's: an exchange may read its answer on when another has its connection already. */
    boolean heldBy(Object exchange) {
        return holder == exchange;
    }

    /** On its loop, when an exchange begins. */
    void begins(Object exchange) {
        used = true;
        holder = multiplexed ? null : exchange; // it would be kept in memory after its end
    }

    /** HTTP/1: on its loop, when the exchange is over. */
    void ends(long nanoTime) {
        holder = null;
        unusedSince = nanoTime;
    }

    /** On its loop: what the server has said of alternatives of the URL's origin, and was not told before. */
    List<String> takeAlternatives(HttpUrl url) {
        return alternatives == null ? List.of() : alternatives.take(url);
    }

    boolean usable() {
        return connection.open() && connection.channel().isActive();
    }

    /** HTTP/2 and 3: how many may have it at a time. */
    int mostLoans() {
        return mostLoans;
    }

    /** HTTP/2 and 3: takes one of the places for streams; false when there is none. */
    boolean lend() {
        for (; ; ) {
            int now = loans;
            if (now == RETIRED || now >= mostLoans || !connection.open()) {
                return false;
            }
            if (LOANS.compareAndSet(this, now, now + 1)) {
                return true;
            }
        }
    }

    /** HTTP/2 and 3: gives a place back. */
    void giveBack() {
        for (; ; ) {
            int now = loans;
            if (now == RETIRED) {
                return;
            }
            if (now == 1) {
                unusedSince = System.nanoTime();
            }
            if (LOANS.compareAndSet(this, now, now - 1)) {
                return;
            }
        }
    }

    /** HTTP/2 and 3: lends to nobody any more; false when somebody has it. */
    boolean retire() {
        return LOANS.compareAndSet(this, 0, RETIRED);
    }

    /** Whether it still counts among the pool's connections; the first call with the pool's lock answers true. */
    boolean discount() {
        boolean before = counted;
        counted = false;
        return before;
    }

    void close() {
        connection.close().subscribe();
    }

    /** Whether the pool counts it no more, and lends it to nobody. */
    boolean discounted() {
        return !counted;
    }

    @Override
    public void onIdle(HttpConnection idle) {
        if (!multiplexed) {
            pool.idle(this);
        }
    }

    @Override
    public void onAvailable(HttpConnection more) {
        if (multiplexed) {
            mostLoans = more.activeStreams() + more.availableStreams();
            pool.serveWaiting();
        }
    }

    @Override
    public void onAlternatives(HttpConnection named, String origin, String value) {
        NamedAlternatives known = alternatives;
        if (known == null) {
            known = new NamedAlternatives();
            alternatives = known;
        }
        known.add(origin, value);
    }

    @Override
    public void onDraining(HttpConnection draining) {
        pool.draining(this);
    }

    @Override
    public void onClosed(HttpConnection closed) {
        pool.closed(this);
    }
}
