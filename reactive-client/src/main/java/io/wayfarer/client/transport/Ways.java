/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.client.LocalEnd;

/**
 * Where requests go: who connects, and what there is already. Requests with a local end of their own have ways of their own,
 * so that no connection from elsewhere is theirs.
 */
final class Ways {

    /** So many places are remembered; those past that are made anew for each request, which costs connections only. */
    private static final int MOST_ENDPOINTS = 4096;

    /** As of places. */
    private static final int MOST_LOCAL_ENDS = 256;

    private final Connectors connectors;
    private final Map<EndpointKey, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final Map<LocalEnd, Ways> elsewhere = new ConcurrentHashMap<>();

    Ways(Connectors connectors) {
        this.connectors = connectors;
    }

    Connectors connectors() {
        return connectors;
    }

    /** @param local null for that of the settings */
    Ways from(@Nullable LocalEnd local) {
        if (local == null) {
            return this;
        }
        if (elsewhere.size() >= MOST_LOCAL_ENDS) {
            elsewhere.values().removeIf(Ways::unused);
        }
        return elsewhere.computeIfAbsent(local, absent -> new Ways(connectors.from(absent)));
    }

    Endpoint endpoint(EndpointKey key, Function<EndpointKey, Endpoint> make) {
        if (endpoints.size() >= MOST_ENDPOINTS) {
            endpoints.values().removeIf(Endpoint::unused);
        }
        return endpoints.computeIfAbsent(key, make);
    }

    @Nullable
    Endpoint known(EndpointKey key) {
        return endpoints.get(key);
    }

    private boolean unused() {
        return endpoints.values().stream().allMatch(Endpoint::unused);
    }

    PoolUse use() {
        return Stream.concat(
                        endpoints.values().stream()
                                .map(endpoint -> endpoint.pool().use()),
                        elsewhere.values().stream().map(Ways::use))
                .reduce(PoolUse.none(), PoolUse::plus);
    }

    void dispose() {
        endpoints.values().forEach(endpoint -> endpoint.pool().dispose());
        connectors.dispose();
        elsewhere.values().forEach(Ways::dispose);
    }
}
