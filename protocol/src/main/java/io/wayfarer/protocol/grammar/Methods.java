/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

/**
 * What may be assumed of a request method (RFC 9110 section 9.2). Methods have case; what is not defined there is
 * neither safe nor idempotent here.
 */
public final class Methods {

    private Methods() {}

    /** Whether the method is read-only by definition (section 9.2.1): GET, HEAD, OPTIONS, TRACE. */
    public static boolean isSafe(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
            default -> false;
        };
    }

    /**
     * Whether a request may be repeated without asking when its answer was lost (section 9.2.2): the safe methods, PUT
     * and DELETE.
     */
    public static boolean isIdempotent(String method) {
        return switch (method) {
            case "PUT", "DELETE" -> true;
            default -> isSafe(method);
        };
    }
}
