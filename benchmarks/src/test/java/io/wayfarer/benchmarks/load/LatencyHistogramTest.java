/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {

    private final LatencyHistogram histogram = new LatencyHistogram();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 63, 64, 65, 1_000, 123_456_789, Long.MAX_VALUE})
    void aValueIsGivenBackAtMostOneThirtySecondTooLow(long nanos) {
        histogram.record(nanos);

        assertThat(histogram.quantileNanos(0.5)).isBetween(nanos - nanos / 32, nanos);
    }

    @Test
    void quantilesOfAThousandEvenlySpreadValues() {
        LongStream.rangeClosed(1, 1_000).map(micros -> micros * 1_000).forEach(histogram::record);

        assertThat(histogram.quantileNanos(0.50)).isCloseTo(500_000, within(500_000L / 32));
        assertThat(histogram.quantileNanos(0.99)).isCloseTo(990_000, within(990_000L / 32));
    }

    @Test
    void addingCountsTheOthersValuesToo() {
        LatencyHistogram other = new LatencyHistogram();
        histogram.record(10);
        other.record(20);
        other.record(30);

        histogram.add(other);

        assertThat(histogram.quantileNanos(0.1)).isEqualTo(10);
        assertThat(histogram.quantileNanos(0.5)).isEqualTo(20);
        assertThat(histogram.quantileNanos(1.0)).isEqualTo(30);
    }

    @Test
    void nothingRecordedIsZero() {
        assertThat(histogram.quantileNanos(0.5)).isZero();
    }
}
