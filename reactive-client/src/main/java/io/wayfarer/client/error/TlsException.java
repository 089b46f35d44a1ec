/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/** The TLS handshake failed, or the server's certificate is not trusted or is not for this host. */
public final class TlsException extends HttpExchangeException {

    private static final long serialVersionUID = 1L;

    public TlsException(HopId hop, String what, String remedy, @Nullable Throwable cause) {
        super(hop, what, remedy, cause);
    }
}
