/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.client.transport.PoolUse;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.transport.TransportSettings;

/**
 * A transport that is made by its first hop. Making it reads the trusted certificates and loads Netty's TLS, which an
 * application that has just started need not wait for, and no event loop may.
 */
final class LateTransport implements Transport {

    private final TransportSettings settings;
    private final Mono<PooledTransport> making = Mono.fromCallable(this::made).subscribeOn(Schedulers.boundedElastic());
    private volatile @Nullable PooledTransport transport;

    LateTransport(TransportSettings settings) {
        this.settings = settings;
    }

    @Override
    public Mono<TransportResponse> exchange(TransportRequest request) {
        PooledTransport ready = transport;
        return ready != null ? ready.exchange(request) : making.flatMap(made -> made.exchange(request));
    }

    @Override
    public Mono<Void> warmUp(TransportRequest request, int connections) {
        return making.flatMap(made -> made.warmUp(request, connections));
    }

    @Override
    public PoolUse use() {
        PooledTransport ready = transport;
        return ready == null ? PoolUse.none() : ready.use();
    }

    /** The transport itself; the first call blocks. */
    synchronized PooledTransport made() {
        PooledTransport ready = transport;
        if (ready == null) {
            ready = new PooledTransport(settings);
            transport = ready;
        }
        return ready;
    }

    void destroy() {
        PooledTransport ready = transport;
        if (ready != null) {
            ready.dispose();
        }
    }

    /** What carries the hops, for diagnostics. */
    @Override
    public String toString() {
        return PooledTransport.class.getSimpleName();
    }
}
