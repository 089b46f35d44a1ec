/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.error;

import org.jspecify.annotations.Nullable;

/** The connection ended, or takes no new streams, while a stream still needed it. */
public final class ConnectionEndedException extends HttpTransportException {

    private static final long serialVersionUID = 1L;

    private final boolean unprocessed;
    private final boolean begun;

    /**
     * @param unprocessed whether the peer said that it did nothing with the stream (RFC 9113 section 6.8)
     * @param begun whether anything of the peer's message had arrived
     */
    public ConnectionEndedException(
            Http2Error error, String message, boolean unprocessed, boolean begun, @Nullable Throwable cause) {
        super(error, message, cause);
        this.unprocessed = unprocessed;
        this.begun = begun;
    }

    @Override
    public boolean unprocessed() {
        return unprocessed;
    }

    /** Whether anything of the peer's message had arrived. If not, an idempotent request may be sent again. */
    public boolean begun() {
        return begun;
    }
}
