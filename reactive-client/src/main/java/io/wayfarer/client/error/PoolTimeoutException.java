/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/** No connection became free in time, or so many waited for one that this request did not. */
public final class PoolTimeoutException extends HttpTimeoutException {

    private static final long serialVersionUID = 1L;

    /** @param limit that ran out */
    public PoolTimeoutException(HopId hop, Duration limit, String what, String remedy, @Nullable Throwable cause) {
        super(hop, Phase.POOL, limit, what, remedy, cause);
    }
}
