/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.util.Locale;

/** Lengths as people read them. */
final class Octets {

    private static final String UNITS = "kMGTPE";

    private Octets() {}

    /** For example {@code 999 B}, {@code 1.5 kB}, {@code 25 MB}; a kilobyte is a thousand. */
    static String text(long count) {
        if (count < 1000) {
            return count + " B";
        }
        double amount = count;
        int unit = -1;
        // From 999.5 on a number would be shown as a thousand.
        while (amount >= 999.5) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, amount < 9.95 ? "%.1f %cB" : "%.0f %cB", amount, UNITS.charAt(unit));
    }
}
