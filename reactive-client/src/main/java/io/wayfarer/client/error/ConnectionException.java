/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/** No connection came about, or it was lost before the answer was complete. */
public final class ConnectionException extends HttpExchangeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong with the connection. */
    public enum Reason {
        /** The name has no address. */
        UNKNOWN_HOST,
        /** Nobody listens there, or the network does not lead there. */
        UNREACHABLE,
        /** The peer closed or reset the connection too early. */
        CLOSED
    }

    private final Reason reason;

    public ConnectionException(HopId hop, Reason reason, String what, String remedy, @Nullable Throwable cause) {
        super(hop, what, remedy, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
