/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;

import io.wayfarer.client.transport.PoolUse;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.transport.TransportSettings;

/**
 * The connections of one client, and the variants of them that Spring's clients ask for with timeouts or TLS of their
 * own. Ends with the application context.
 */
final class ManagedTransport implements Transport, DisposableBean {

    private final Supplier<TransportSettings.Builder> settings;
    private final UnaryOperator<Transport> decoration;
    private final Variant ordinary;
    private final Map<Object, Variant> variants = new ConcurrentHashMap<>();

    private record Variant(LateTransport connections, Transport decorated) {}

    /**
     * Checks the settings, and opens nothing.
     *
     * @param settings made anew for each variant
     */
    ManagedTransport(Supplier<TransportSettings.Builder> settings, UnaryOperator<Transport> decoration) {
        this.settings = settings;
        this.decoration = decoration;
        this.ordinary = variant(UnaryOperator.identity());
    }

    private Variant variant(UnaryOperator<TransportSettings.Builder> change) {
        LateTransport connections =
                new LateTransport(change.apply(settings.get()).build());
        return new Variant(connections, decoration.apply(connections));
    }

    @Override
    public Mono<TransportResponse> exchange(TransportRequest request) {
        return ordinary.decorated().exchange(request);
    }

    @Override
    public Mono<Void> warmUp(TransportRequest request, int connections) {
        return ordinary.decorated().warmUp(request, connections);
    }

    @Override
    public PoolUse use() {
        return variants.values().stream()
                .map(variant -> variant.connections().use())
                .reduce(ordinary.connections().use(), PoolUse::plus);
    }

    /** The same with other settings; for equal keys the same connections. */
    Transport variant(Object key, UnaryOperator<TransportSettings.Builder> change) {
        return variants.computeIfAbsent(key, unseen -> variant(change)).decorated();
    }

    @Override
    public void destroy() {
        ordinary.connections().destroy();
        variants.values().forEach(variant -> variant.connections().destroy());
    }

    /** The bare connections, for what is no hop, such as an open WebSocket. Makes them, which may block. */
    PooledTransport connections() {
        return ordinary.connections().made();
    }

    /** What carries the hops, for diagnostics. */
    @Override
    public String toString() {
        return ordinary.connections().toString();
    }
}
