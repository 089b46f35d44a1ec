/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.socks;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** A SOCKS proxy did not connect; the channel to it is closed. */
public final class SocksException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final int code;

    SocksException(Refusal refusal, int code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
        this.code = code;
    }

    /** Why not. */
    public Refusal refusal() {
        return refusal;
    }

    /** The proxy's code: REP (RFC 1928 section 6), STATUS (RFC 1929 section 2) or CD of version 4; -1 where it sent none. */
    public int code() {
        return code;
    }

    /** Why a proxy did not connect. */
    public enum Refusal {
        /** It says no more than that. */
        GENERAL_FAILURE,
        NOT_ALLOWED,
        NETWORK_UNREACHABLE,
        HOST_UNREACHABLE,
        CONNECTION_REFUSED,
        TTL_EXPIRED,
        COMMAND_NOT_SUPPORTED,
        ADDRESS_TYPE_NOT_SUPPORTED,
        /** A code that no specification has. */
        UNKNOWN_CODE,
        /** Version 4: it asks for an identd that it cannot reach, or that names another user. */
        IDENTIFICATION_FAILED,
        /** It takes none of the offered ways to authenticate. */
        NO_ACCEPTABLE_METHOD,
        /** User name and password are not right. */
        AUTHENTICATION_FAILED,
        /** What came is no answer of this version. */
        MALFORMED_ANSWER,
        /** The connection ended amid the negotiation. */
        CONNECTION_CLOSED,
        TIMEOUT,
        /** The name could not be looked up here, or has no address that this version can send. */
        UNRESOLVED
    }
}
