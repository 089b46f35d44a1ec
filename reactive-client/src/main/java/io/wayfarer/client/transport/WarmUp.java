/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Wants a connection for nothing but having it: gives it back at once, and tells which kind it is. */
final class WarmUp implements Waiter {

    private final int preferredLoop;
    private final MonoSink<PooledConnection> opened;

    private WarmUp(int preferredLoop, MonoSink<PooledConnection> opened) {
        this.preferredLoop = preferredLoop;
        this.opened = opened;
    }

    /** Opens what is missing to so many, as far as there may be more; of HTTP/2 one. Completes when they are open. */
    static Mono<Void> of(ConnectionPool pool, int wanted) {
        return Mono.defer(() -> {
            int missing = wanted - pool.use().connections();
            return missing <= 0 || pool.hasShared()
                    ? Mono.empty()
                    : one(pool)
                            .flatMap(first -> first.multiplexed()
                                    ? Mono.empty()
                                    : Flux.range(1, missing - 1)
                                            .flatMap(next -> one(pool), missing)
                                            .then());
        });
    }

    /** One connection more; empty where there may be no more. */
    private static Mono<PooledConnection> one(ConnectionPool pool) {
        return Mono.create(sink -> {
            if (!pool.open(new WarmUp(pool.loops().next(), sink))) {
                sink.success();
            }
        });
    }

    @Override
    public int preferredLoop() {
        return preferredLoop;
    }

    @Override
    public void lent(PooledConnection connection) {
        connection.pool().returnUnused(connection);
        opened.success(connection);
    }

    @Override
    public void refused(Throwable failure) {
        opened.error(failure);
    }
}
