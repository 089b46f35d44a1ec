/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.protocol;

import java.time.Instant;

import io.wayfarer.protocol.grammar.HttpDate;

/** The Date field (RFC 9110 section 6.6.1), written once a second. Thread-safe. */
final class DateField {

    private volatile Written last = new Written(Long.MIN_VALUE, "");

    String now() {
        long second = System.currentTimeMillis() / 1000;
        Written written = last;
        if (written.second != second) {
            written = new Written(second, HttpDate.format(Instant.ofEpochSecond(second)));
            last = written;
        }
        return written.text;
    }

    private record Written(long second, String text) {}
}
