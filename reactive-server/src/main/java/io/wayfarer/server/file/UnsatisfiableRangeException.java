/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** No range of a request lies within the file, whose length the answer tells (RFC 9110 section 15.5.17). */
final class UnsatisfiableRangeException extends ResponseStatusException {

    private final long length;

    UnsatisfiableRangeException(long length) {
        super(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
        this.length = length;
    }

    @Override
    public HttpHeaders getHeaders() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_RANGE, "bytes */" + length);
        return headers;
    }
}
