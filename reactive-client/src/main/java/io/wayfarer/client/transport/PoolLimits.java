/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.time.Duration;

import io.wayfarer.protocol.client.ConnectLimits;

/**
 * Bounds of the connections to one place by one route.
 *
 * @param maxConnections open or being opened
 * @param maxPending waiting requests that no connection is being opened for
 * @param maxLifeTime zero for no limit
 * @param connecting how long each step to a connection may take
 */
record PoolLimits(
        int maxConnections,
        int maxPending,
        Duration pendingTimeout,
        Duration idleTimeout,
        Duration maxLifeTime,
        ConnectLimits connecting) {

    static PoolLimits of(TransportSettings settings) {
        return new PoolLimits(
                settings.maxConnectionsPerRoute(),
                settings.maxPending(),
                settings.pendingTimeout(),
                settings.idleTimeout(),
                settings.maxLifeTime(),
                settings.timeouts().connectLimits());
    }
}
