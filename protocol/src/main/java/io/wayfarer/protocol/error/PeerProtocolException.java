/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.error;

import org.jspecify.annotations.Nullable;

/** The peer sent what its version of HTTP forbids, or more than the limits here allow. */
public final class PeerProtocolException extends HttpTransportException {

    private static final long serialVersionUID = 1L;

    /** @param message which rule, with its section, and never the octets received */
    public PeerProtocolException(Http2Error error, String message, @Nullable Throwable cause) {
        super(error, message, cause);
    }
}
