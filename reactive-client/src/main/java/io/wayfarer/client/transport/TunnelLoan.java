/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import reactor.core.publisher.MonoSink;

/** A tunnel that needs a connection to its proxy. */
final class TunnelLoan implements Waiter {

    private final ConnectionPool pool;
    private final int preferredLoop;
    private final MonoSink<PooledConnection> sink;
    private volatile boolean cancelled;

    TunnelLoan(ConnectionPool pool, int preferredLoop, MonoSink<PooledConnection> sink) {
        this.pool = pool;
        this.preferredLoop = preferredLoop;
        this.sink = sink;
    }

    void begin() {
        sink.onCancel(() -> {
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

    @Override
    public int preferredLoop() {
        return preferredLoop;
    }

    @Override
    public void lent(PooledConnection connection) {
        if (cancelled) {
            pool.returnUnused(connection);
        } else if (connection.usable()) {
            connection.begins();
            sink.success(connection);
        } else {
            pool.returnUnused(connection);
            pool.await(this);
        }
    }

    @Override
    public void refused(Throwable failure) {
        sink.error(failure);
    }
}
