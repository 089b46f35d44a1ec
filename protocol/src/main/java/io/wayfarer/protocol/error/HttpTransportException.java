/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.error;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** Why a connection or a stream failed. Messages never quote field values. */
public abstract sealed class HttpTransportException extends IOException
        permits PeerProtocolException,
                StreamResetException,
                ConnectionEndedException,
                ReadTimeoutException,
                WriteTimeoutException,
                HeadTooLargeException {

    private static final long serialVersionUID = 1L;

    private final Http2Error error;

    HttpTransportException(Http2Error error, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    /** The code that tells it to an HTTP/2 peer, or that the peer told. */
    public Http2Error error() {
        return error;
    }

    /** Whether the peer certainly did nothing with the request, so that any method may be sent again. */
    public boolean unprocessed() {
        return false;
    }
}
