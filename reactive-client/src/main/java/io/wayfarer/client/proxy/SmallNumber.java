/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

/** Ports and prefix lengths: ASCII digits and nothing else. */
final class SmallNumber {

    private SmallNumber() {}

    /** -1 when the text is no number or a larger one than allowed. */
    static int parse(String digits, int largest) {
        if (digits.isEmpty() || digits.length() > 5) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + c - '0';
        }
        return number > largest ? -1 : number;
    }
}
