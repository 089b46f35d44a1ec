/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/** A time limit ran out. */
public final class HttpTimeoutException extends HttpExchangeException {

    private static final long serialVersionUID = 1L;

    /** Which limit it was. */
    public enum Phase {
        /** Looking up and connecting. */
        CONNECT,
        /** The TLS handshake. */
        TLS,
        /** Waiting for a free connection. */
        POOL,
        /** Waiting for the head of the answer, or for more of its body. */
        RESPONSE,
        /** An answer that nobody began to read. */
        UNREAD,
        /** All hops together. */
        EXCHANGE
    }

    private final Phase phase;

    public HttpTimeoutException(HopId hop, Phase phase, String what, String remedy, @Nullable Throwable cause) {
        super(hop, what, remedy, cause);
        this.phase = phase;
    }

    public Phase phase() {
        return phase;
    }
}
