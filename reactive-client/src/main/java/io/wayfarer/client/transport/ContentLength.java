/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import org.springframework.http.HttpHeaders;

import io.wayfarer.protocol.header.HeaderList;

/** The {@code Content-Length} of an answer (RFC 9110 section 8.6), read without an exception where it is none. */
final class ContentLength {

    private static final int MOST_DIGITS = 18;

    private ContentLength() {}

    /** -1 where there is none that is a number. */
    static long of(HeaderList fields) {
        String value = fields.first(HttpHeaders.CONTENT_LENGTH);
        if (value == null || value.isEmpty() || value.length() > MOST_DIGITS) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            length = length * 10 + digit;
        }
        return length;
    }
}
