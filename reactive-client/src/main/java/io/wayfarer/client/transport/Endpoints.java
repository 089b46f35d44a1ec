/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Where requests go, and the connections that there are already. */
final class Endpoints {

    /** So many are remembered; those past that are made anew for each request, which costs connections only. */
    private static final int MOST = 4096;

    private final Map<EndpointKey, Endpoint> known = new ConcurrentHashMap<>();
    private final Function<EndpointKey, Endpoint> make;

    Endpoints(Function<EndpointKey, Endpoint> make) {
        this.make = make;
    }

    Endpoint at(EndpointKey key) {
        Endpoint there = known.get(key);
        if (there != null) {
            return there;
        }
        if (known.size() >= MOST) {
            known.values().removeIf(Endpoint::unused);
        }
        return known.computeIfAbsent(key, make);
    }

    PoolUse use() {
        return known.values().stream().map(endpoint -> endpoint.pool().use()).reduce(PoolUse.none(), PoolUse::plus);
    }

    void dispose() {
        known.values().forEach(endpoint -> endpoint.pool().dispose());
    }
}
