/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import java.time.Instant;

/** Host names as the store compares them. */
final class HstsHost {

    private HstsHost() {}

    /** How many characters count: a trailing dot does not (RFC 6797 section 8.2 compares labels). */
    static int length(String host) {
        int length = host.length();
        return length > 0 && host.charAt(length - 1) == '.' ? length - 1 : length;
    }

    static String name(String host) {
        return host.substring(0, length(host));
    }

    /**
     * Whether the name can be a known host: an IP address cannot. A name whose last label begins with a digit is one
     * (URL Standard, section 3.5: "ends in a number").
     */
    static boolean eligible(String name) {
        if (name.isEmpty() || name.length() > 253) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7f || (c >= 'A' && c <= 'Z') || c == '[' || c == ':') {
                return false;
            }
        }
        int lastLabel = name.lastIndexOf('.') + 1;
        return lastLabel < name.length() && (name.charAt(lastLabel) < '0' || name.charAt(lastLabel) > '9');
    }

    /** Milliseconds since the epoch, or the nearest that fits. */
    static long millis(Instant instant) {
        try {
            return instant.toEpochMilli();
        } catch (ArithmeticException e) {
            return instant.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }
}
