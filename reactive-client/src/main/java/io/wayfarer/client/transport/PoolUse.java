/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

/**
 * What a transport's connections are used for at a moment, and how many were given up by then.
 *
 * @param connections open or being opened
 * @param pending requests that wait for one
 */
public record PoolUse(int connections, int pending, PoolEvictions evictions) {

    private static final PoolUse NONE = new PoolUse(0, 0);

    /** Without connections that were given up. */
    public PoolUse(int connections, int pending) {
        this(connections, pending, PoolEvictions.none());
    }

    /** No connections, and nobody waits. */
    public static PoolUse none() {
        return NONE;
    }

    public PoolUse plus(PoolUse other) {
        return new PoolUse(connections + other.connections, pending + other.pending, evictions.plus(other.evictions));
    }
}
