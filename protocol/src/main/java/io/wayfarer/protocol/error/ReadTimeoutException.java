/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.error;

import java.time.Duration;

/** The peer was silent for longer than allowed. */
public final class ReadTimeoutException extends HttpTransportException {

    private static final long serialVersionUID = 1L;

    private final Duration limit;

    /** @param awaited what should have come, as in "a request head" */
    public ReadTimeoutException(String awaited, Duration limit) {
        super(Http2Error.CANCEL, "no " + awaited + " within " + limit.toMillis() + " ms", null);
        this.limit = limit;
    }

    /** How long it was waited for. */
    public Duration limit() {
        return limit;
    }
}
