/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

/** One value of {@code Content-Length} (RFC 9110 section 8.6), read without an exception where it is none: each message has one. */
public final class ContentLength {

    /** So many digits that no number of them is beyond a {@code long}. */
    private static final int MOST_DIGITS = 18;

    private ContentLength() {}

    /**
     * The number of octets.
     *
     * @return -1 for what is no decimal number, or one of more than 18 digits
     */
    public static long parse(String value) {
        int digits = value.length();
        if (digits == 0 || digits > MOST_DIGITS) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < digits; i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            length = length * 10 + digit;
        }
        return length;
    }
}
