/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/** None of the versions of HTTP that may carry the request can be spoken with the server; it was not sent. */
public final class VersionException extends HttpExchangeException {

    private static final long serialVersionUID = 1L;

    public VersionException(HopId hop, String what, String remedy, @Nullable Throwable cause) {
        super(hop, what, remedy, cause);
    }
}
