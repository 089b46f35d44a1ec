/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/** The name of the server, or of the proxy, was not looked up in time. */
public final class ResolveTimeoutException extends HttpTimeoutException {

    private static final long serialVersionUID = 1L;

    /** @param limit that ran out */
    public ResolveTimeoutException(HopId hop, Duration limit, String what, String remedy, @Nullable Throwable cause) {
        super(hop, Phase.RESOLVE, limit, what, remedy, cause);
    }
}
