/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.error;

/** The stream ended before its messages did: a RST_STREAM of HTTP/2 (RFC 9113 section 6.4), or a cancelled exchange. */
public final class StreamResetException extends HttpTransportException {

    private static final long serialVersionUID = 1L;

    private final boolean remote;

    /** @param remote whether the peer reset it, and not this side */
    public StreamResetException(Http2Error error, boolean remote) {
        super(error, (remote ? "the peer reset the stream: " : "the stream was reset here: ") + error, null);
        this.remote = remote;
    }

    /** Whether the peer reset it. */
    public boolean remote() {
        return remote;
    }

    @Override
    public boolean unprocessed() {
        return remote && error() == Http2Error.REFUSED_STREAM;
    }
}
