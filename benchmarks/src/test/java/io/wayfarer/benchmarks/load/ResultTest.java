/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import static io.wayfarer.benchmarks.contestant.Contestants.REACTOR_NETTY;
import static io.wayfarer.benchmarks.contestant.Contestants.VERTX;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.wayfarer.benchmarks.Entrant;

class ResultTest {

    @Test
    void aRatioIsTakenInsideEachRoundSoThatAMachineThatSlowsDownDoesNotShow() {
        Result result = new Result(Scenario.GET, List.of(round(10, 5), round(100, 60), round(10, 4)));

        assertThat(result.ratio(VERTX, REACTOR_NETTY, Measurement::cpuMicrosPerOperation))
                .contains(new Spread(0.5, 0.4, 0.6));
        assertThat(result.spread(REACTOR_NETTY, Measurement::cpuMicrosPerOperation))
                .isEqualTo(new Spread(10, 10, 100));
    }

    @Test
    void withoutTheUnitThereIsNoRatio() {
        Result result = new Result(Scenario.GET, List.of(Map.of(VERTX, cpuMicros(5))));

        assertThat(result.ratio(VERTX, REACTOR_NETTY, Measurement::cpuMicrosPerOperation))
                .isEmpty();
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(2.5, 1, 4));
    }

    @Test
    void aMeasurementSurvivesTheWayThroughAPipe() {
        Measurement measurement = new Measurement(1, 2, 3, 4, 5, 6, 7, 8, "java.io.IOException: two words\nand a line");

        assertThat(measurement.encode()).doesNotContain("\n");
        assertThat(Measurement.parse(measurement.encode())).isEqualTo(measurement);
    }

    private static Map<Entrant, Measurement> round(int reactorNettyMicros, int vertxMicros) {
        return Map.of(REACTOR_NETTY, cpuMicros(reactorNettyMicros), VERTX, cpuMicros(vertxMicros));
    }

    private static Measurement cpuMicros(int micros) {
        return new Measurement(1_000, 0, micros * 1_000_000L, 0, 0, 0, 0, 0, "");
    }
}
