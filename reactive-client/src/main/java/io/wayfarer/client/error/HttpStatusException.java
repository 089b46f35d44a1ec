/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import io.wayfarer.client.hop.HopId;

/**
 * The answer's status is not one the caller can use: 400 or above where the body was asked for as if all were well, or
 * anything but 101 to an opening handshake. The body has been released.
 */
public final class HttpStatusException extends HttpExchangeException {

    private static final long serialVersionUID = 1L;

    private final transient HttpStatusCode status;
    private final transient HttpHeaders headers;

    public HttpStatusException(HopId hop, HttpStatusCode status, HttpHeaders headers, String remedy) {
        super(hop, "the server answered " + status.value(), remedy, null);
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
