/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/** The TLS handshake with the server, or the agreement on a version of HTTP, was not done in time. */
public final class TlsTimeoutException extends HttpTimeoutException {

    private static final long serialVersionUID = 1L;

    /** @param limit that ran out */
    public TlsTimeoutException(HopId hop, Duration limit, String what, String remedy, @Nullable Throwable cause) {
        super(hop, Phase.TLS, limit, what, remedy, cause);
    }
}
