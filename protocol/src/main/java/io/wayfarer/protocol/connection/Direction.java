/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

/** Which half of a connection is meant, seen from this side. */
public enum Direction {
    /** What the peer sends. */
    INPUT,
    /** What this side sends. */
    OUTPUT,
    BOTH
}
