/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

/**
 * What a transport's connections are used for at a moment.
 *
 * @param connections open or being opened
 * @param pending requests that wait for one
 */
public record PoolUse(int connections, int pending) {

    private static final PoolUse NONE = new PoolUse(0, 0);

    /** No connections, and nobody waits. */
    public static PoolUse none() {
        return NONE;
    }

    public PoolUse plus(PoolUse other) {
        return new PoolUse(connections + other.connections, pending + other.pending);
    }
}
