/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

import io.wayfarer.protocol.connection.HttpConnection;

/** A tunnel that needs a connection to its proxy, and gives it back once, when the tunnel ends or does not come about. */
final class TunnelLoan implements Waiter {

    private final ConnectionPool pool;
    private final int preferredLoop;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable MonoSink<PooledConnection> sink;
    private volatile boolean cancelled;
    private volatile boolean taken;
    private volatile @Nullable Channel channel;

    TunnelLoan(ConnectionPool pool, int preferredLoop) {
        this.pool = pool;
        this.preferredLoop = preferredLoop;
    }

    /** @param tunnel asks the proxy for it */
    Mono<Channel> opened(Function<HttpConnection, Mono<Channel>> tunnel) {
        return Mono.<PooledConnection>create(this::begin)
                .doOnNext(lent -> taken = true)
                .flatMap(lent -> tunnel.apply(lent.connection())
                        .doOnNext(made -> isOpen(lent, made))
                        .doOnError(refused -> giveBack(lent))
                        .doOnCancel(() -> giveUp(lent)));
    }

    private void begin(MonoSink<PooledConnection> downstream) {
        sink = downstream;
        downstream.onCancel(() -> {
            cancelled = true;
            pool.forget(this);
        });
        PooledConnection free = pool.borrowAny(preferredLoop);
        if (free == null) {
            pool.await(this);
        } else {
            free.loop().execute(() -> lent(free));
        }
    }

    private void isOpen(PooledConnection lent, Channel made) {
        channel = made;
        made.closeFuture().addListener(closed -> giveBack(lent));
        if (over.get()) {
            made.close(); // nobody waits for it any more
        }
    }

    private void giveUp(PooledConnection lent) {
        Channel made = channel;
        if (made == null) {
            giveBack(lent);
        } else {
            made.close();
        }
    }

    private void giveBack(PooledConnection lent) {
        if (over.compareAndSet(false, true)) {
            lent.loop().execute(() -> pool.giveBack(lent, this));
        }
    }

    @Override
    public int preferredLoop() {
        return preferredLoop;
    }

    @Override
    public void lent(PooledConnection connection) {
        MonoSink<PooledConnection> downstream = sink;
        if (cancelled || downstream == null) {
            pool.returnUnused(connection);
        } else if (connection.usable()) {
            connection.begins(this);
            downstream.success(connection);
            if (!taken) {
                giveBack(connection); // cancelled in this moment
            }
        } else {
            pool.returnUnused(connection);
            pool.await(this);
        }
    }

    @Override
    public void refused(Throwable failure) {
        MonoSink<PooledConnection> downstream = sink;
        if (downstream != null) {
            downstream.error(failure);
        }
    }
}
