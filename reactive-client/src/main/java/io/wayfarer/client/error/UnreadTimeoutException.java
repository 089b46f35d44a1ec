/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/** Nobody began to read the answer, or released it, for too long. */
public final class UnreadTimeoutException extends HttpTimeoutException {

    private static final long serialVersionUID = 1L;

    /** @param limit that ran out */
    public UnreadTimeoutException(HopId hop, Duration limit, String what, String remedy, @Nullable Throwable cause) {
        super(hop, Phase.UNREAD, limit, what, remedy, cause);
    }
}
