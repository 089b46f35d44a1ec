/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/** The proxy could not be reached, or refused. */
public final class ProxyException extends HttpExchangeException {

    private static final long serialVersionUID = 1L;

    /** What the proxy did. */
    public enum Reason {
        /** No connection to the proxy. */
        UNREACHABLE,
        /** It would not connect to the target. */
        REFUSED,
        /** It asked for credentials, or did not accept the ones given. */
        AUTHENTICATION
    }

    private final Reason reason;

    public ProxyException(HopId hop, Reason reason, String what, String remedy, @Nullable Throwable cause) {
        super(hop, what, remedy, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
