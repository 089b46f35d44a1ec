/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/** The peer breaks the HTTP or WebSocket protocol, or has told by it that it does not take the request. */
public final class ProtocolException extends HttpExchangeException {

    private static final long serialVersionUID = 1L;

    public ProtocolException(HopId hop, String what, String remedy, @Nullable Throwable cause) {
        super(hop, what, remedy, cause);
    }
}
