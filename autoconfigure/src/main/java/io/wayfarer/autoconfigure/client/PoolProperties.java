/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Connections.
 *
 * @param maxConnections Most connections to one server by one route.
 * @param maxPending Most requests that wait for a connection to one server; with 0 a request fails at once when all are taken.
 * @param pendingTimeout Longest wait for a connection.
 * @param idleTimeout How long an unused connection is kept; best less than the servers keep theirs.
 * @param maxLifeTime How long a connection is used at all, so that changes in the DNS are noticed; 0 for no limit.
 */
record PoolProperties(
        @DefaultValue("256") int maxConnections,
        @DefaultValue("4096") int maxPending,
        @DefaultValue("45s") Duration pendingTimeout,
        @DefaultValue("15s") Duration idleTimeout,
        @DefaultValue("0s") Duration maxLifeTime) {}
