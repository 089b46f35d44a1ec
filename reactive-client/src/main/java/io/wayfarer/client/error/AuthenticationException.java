/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/**
 * Credentials were there and could not be used. That a server does not accept them is no failure of this kind: its 401 is
 * the answer.
 */
public final class AuthenticationException extends HttpExchangeException {

    private static final long serialVersionUID = 1L;

    /** What stood in the way. */
    public enum Reason {
        /** The body would have to be sent again with the credentials, and cannot be. */
        BODY_NOT_REPLAYABLE,
        /** Who supplies tokens failed, or supplied none that can be sent. */
        TOKEN_UNAVAILABLE,
        /** The server's own proof is not that of one who knows the password (RFC 7616 section 3.5). */
        SERVER_NOT_PROVEN
    }

    private final Reason reason;

    public AuthenticationException(HopId hop, Reason reason, String what, String remedy, @Nullable Throwable cause) {
        super(hop, what, remedy, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
