/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

/**
 * How many unused connections were given up since a transport began, and why.
 *
 * @param idle unused for longer than {@link TransportSettings#idleTimeout()}
 * @param lifeTime older than {@link TransportSettings#maxLifeTime()}; of HTTP/2 and 3, perhaps in use still
 * @param closed by the peer
 */
public record PoolEvictions(long idle, long lifeTime, long closed) {

    private static final PoolEvictions NONE = new PoolEvictions(0, 0, 0);

    public static PoolEvictions none() {
        return NONE;
    }

    public PoolEvictions plus(PoolEvictions other) {
        return new PoolEvictions(idle + other.idle, lifeTime + other.lifeTime, closed + other.closed);
    }
}
