/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import java.time.Duration;

/**
 * What a setting may be. A value within goes through; one outside is refused in the same words everywhere: the setting, the
 * value, and what was expected.
 */
public final class Bound {

    /** The longest time that a channel can wait for: 2^31 - 1 ms. */
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private Bound() {}

    /** @throws IllegalArgumentException when the value is less */
    public static int atLeast(String setting, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(setting + ": " + value + " (expected: >= " + least + ")");
        }
        return value;
    }

    /**
     * A limit of time that can be switched off by zero.
     *
     * @throws IllegalArgumentException when the value is negative or longer than a channel can wait
     */
    public static Duration timeOrNone(String setting, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(setting + ": " + value + " (expected: 0 to 24 days)");
        }
        return value;
    }

    /**
     * A limit of time that always holds.
     *
     * @throws IllegalArgumentException when the value is zero, negative or longer than a channel can wait
     */
    public static Duration time(String setting, Duration value) {
        if (value.isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(setting + ": " + value + " (expected: 1 ms to 24 days)");
        }
        return value;
    }
}
