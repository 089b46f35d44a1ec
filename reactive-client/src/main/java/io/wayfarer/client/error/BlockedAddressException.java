/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/** The server's address is one that this client must not connect to; nothing was sent. */
public final class BlockedAddressException extends HttpExchangeException {

    private static final long serialVersionUID = 1L;

    public BlockedAddressException(HopId hop, String what, String remedy, @Nullable Throwable cause) {
        super(hop, what, remedy, cause);
    }
}
