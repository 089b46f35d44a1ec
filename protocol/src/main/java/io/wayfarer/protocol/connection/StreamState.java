/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

/** How far a stream has come (RFC 9113 section 5.1, applied to every version). */
public enum StreamState {
    /** Nothing was sent or received. */
    IDLE,
    /** Promised by this side, which has sent nothing on it yet. */
    RESERVED_LOCAL,
    /** Promised by the peer. */
    RESERVED_REMOTE,
    OPEN,
    /** This side has ended its message. */
    HALF_CLOSED_LOCAL,
    /** The peer has ended its message. */
    HALF_CLOSED_REMOTE,
    CLOSED
}
