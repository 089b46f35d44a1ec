/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import java.util.Optional;

import io.wayfarer.protocol.grammar.Directives;

/**
 * The value of a {@code Strict-Transport-Security} field (RFC 6797 section 6.1).
 *
 * @param maxAgeSeconds 0 means: forget this host; a larger number than a century counts as a century
 */
record StrictTransportSecurity(long maxAgeSeconds, boolean includeSubDomains) {

    private static final String INCLUDE_SUB_DOMAINS = "includeSubDomains";

    /** Long enough for "for ever", short enough that no sum overflows. */
    private static final long CENTURY = 100L * 365 * 24 * 60 * 60;

    /** Empty when the value breaks the grammar, names a directive twice, or has no max-age. */
    static Optional<StrictTransportSecurity> parse(String value) {
        return Directives.parse(value)
                // A directive without a value that has one breaks the grammar (RFC 6797 section 6.1.2).
                .filter(directives -> directives.value(INCLUDE_SUB_DOMAINS).isEmpty())
                .flatMap(directives -> directives
                        .value("max-age")
                        .map(StrictTransportSecurity::seconds)
                        .filter(seconds -> seconds >= 0)
                        .map(seconds -> new StrictTransportSecurity(seconds, directives.has(INCLUDE_SUB_DOMAINS))));
    }

    /** -1 when these are not digits alone. */
    private static long seconds(String digits) {
        long seconds = digits.isEmpty() ? -1 : 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            seconds = Math.min(CENTURY, seconds * 10 + c - '0');
        }
        return seconds;
    }
}
