/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.error;

import java.time.Duration;

/** The peer took nothing of what is being sent for longer than allowed. */
public final class WriteTimeoutException extends HttpTransportException {

    private static final long serialVersionUID = 1L;

    private final Duration limit;

    public WriteTimeoutException(Duration limit) {
        super(Http2Error.CANCEL, "the peer took nothing for " + limit.toMillis() + " ms", null);
        this.limit = limit;
    }

    /** How long it was waited for. */
    public Duration limit() {
        return limit;
    }
}
