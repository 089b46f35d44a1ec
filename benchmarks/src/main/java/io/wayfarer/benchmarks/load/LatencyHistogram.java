/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import java.util.Arrays;

/** Counts durations in buckets at most 1/32 wide; recording allocates nothing. For one thread at a time. */
final class LatencyHistogram {

    private static final int STEP_BITS = 5;
    private static final int STEPS = 1 << STEP_BITS;

    private final long[] counts = new long[(Long.SIZE - STEP_BITS) * STEPS];

    void record(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
    }

    void add(LatencyHistogram other) {
        Arrays.setAll(counts, bucket -> counts[bucket] + other.counts[bucket]);
    }

    /** The lower edge of the bucket that holds the given share (0 to 1) of what was recorded; 0 when empty. */
    long quantileNanos(double share) {
        long wanted = (long) Math.ceil(share * Arrays.stream(counts).sum());
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted && counts[bucket] > 0) {
                return lowerEdge(bucket);
            }
        }
        return 0;
    }

    /** Exact below 2 * STEPS; above, the position of the top bit and the STEP_BITS bits that follow it. */
    private static int bucket(long nanos) {
        int shift = Math.max(0, Long.SIZE - 1 - STEP_BITS - Long.numberOfLeadingZeros(nanos));
        return shift * STEPS + (int) (nanos >>> shift);
    }

    private static long lowerEdge(int bucket) {
        int shift = Math.max(0, bucket / STEPS - 1);
        return (long) (bucket - shift * STEPS) << shift;
    }
}
