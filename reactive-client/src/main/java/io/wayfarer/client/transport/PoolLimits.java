/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.time.Duration;

/**
 * Bounds of the connections to one place by one route.
 *
 * @param maxConnections open or being opened
 * @param maxPending waiting requests that no connection is being opened for
 * @param maxLifeTime zero for no limit
 */
record PoolLimits(
        int maxConnections, int maxPending, Duration pendingTimeout, Duration idleTimeout, Duration maxLifeTime) {

    static PoolLimits of(TransportSettings settings) {
        return new PoolLimits(
                settings.maxConnectionsPerRoute(),
                settings.maxPending(),
                settings.pendingTimeout(),
                settings.idleTimeout(),
                settings.maxLifeTime());
    }
}
