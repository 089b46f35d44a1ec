/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import io.wayfarer.client.hop.HopId;

/**
 * The answer has status 400 or above, and the caller asked for its body as if all were well. The body has been
 * released.
 */
public final class HttpStatusException extends HttpExchangeException {

    private static final long serialVersionUID = 1L;

    private final transient HttpStatusCode status;
    private final transient HttpHeaders headers;

    public HttpStatusException(HopId hop, HttpStatusCode status, HttpHeaders headers) {
        super(
                hop,
                "the server answered " + status.value(),
                "Use exchange(..) to read an answer whatever its status.",
                null);
        this.status = status;
        this.headers = headers;
    }

    public HttpStatusCode status() {
        return status;
    }

    /** The header fields of the answer, read-only. */
    public HttpHeaders headers() {
        return headers;
    }
}
