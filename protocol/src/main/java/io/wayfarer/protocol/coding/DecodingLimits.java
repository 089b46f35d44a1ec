/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

/**
 * How much may come out of a decoder.
 *
 * @param maxOctets of one message
 * @param maxRatio how many octets may come out for one that went in; counts beyond {@link #FREE_OCTETS}. The codings here
 *     reach 1030
 */
public record DecodingLimits(long maxOctets, int maxRatio) {

    /** What any message may expand to, whatever its ratio. */
    public static final long FREE_OCTETS = 1024 * 1024;

    private static final DecodingLimits DEFAULTS = new DecodingLimits(Long.MAX_VALUE, 200);

    public DecodingLimits {
        if (maxOctets < 0) {
            throw new IllegalArgumentException("maxOctets: " + maxOctets + " (expected: >= 0)");
        }
        if (maxRatio < 1) {
            throw new IllegalArgumentException("maxRatio: " + maxRatio + " (expected: >= 1)");
        }
    }

    /** Any size, but not more than 200 octets for one: pieces can be taken one by one, so no size needs memory. */
    public static DecodingLimits defaults() {
        return DEFAULTS;
    }

    boolean allow(long in, long out) {
        return out <= maxOctets && (out <= FREE_OCTETS || out / maxRatio <= in);
    }
}
