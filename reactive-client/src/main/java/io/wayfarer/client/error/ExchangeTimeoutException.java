/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/** All hops together took too long. */
public final class ExchangeTimeoutException extends HttpTimeoutException {

    private static final long serialVersionUID = 1L;

    /** @param limit that ran out */
    public ExchangeTimeoutException(HopId hop, Duration limit, String what, String remedy, @Nullable Throwable cause) {
        super(hop, Phase.EXCHANGE, limit, what, remedy, cause);
    }
}
