/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.wayfarer.benchmarks.contestant.Call;
import io.wayfarer.benchmarks.contestant.Contestant;
import io.wayfarer.benchmarks.contestant.Contestants;
import io.wayfarer.benchmarks.server.CannedServer;
import io.wayfarer.benchmarks.server.ContestedServer;
import io.wayfarer.benchmarks.server.Pages;
import io.wayfarer.benchmarks.server.Servers;

class RoundTest {

    private static final CannedServer SERVER = new CannedServer();
    private static final String ORIGIN = "http://127.0.0.1:" + SERVER.port();
    private static final Duration TIME = Duration.ofMillis(200);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    static Stream<Arguments> everyContestantInEveryScenario() {
        return Arrays.stream(Contestants.values())
                .flatMap(contestant -> Arrays.stream(Scenario.values())
                        .filter(scenario -> contestant.takesPart(scenario.call(ORIGIN)))
                        .map(scenario -> Arguments.of(contestant, scenario)));
    }

    @ParameterizedTest
    @MethodSource
    void everyContestantInEveryScenario(Contestants entry, Scenario scenario) throws InterruptedException {
        try (Contestant contestant = entry.start()) {
            Measurement measurement = Round.run(scenario, contestant.prepare(scenario.call(ORIGIN)), TIME);

            assertThat(measurement.firstError()).isEmpty();
            assertThat(measurement.errors()).isZero();
            assertThat(measurement.operations()).isGreaterThanOrEqualTo(scenario.callers());
            assertThat(measurement.cpuNanos()).isPositive();
            assertThat(measurement.allocatedBytes()).isGreaterThan(measurement.operations() * 100);
            assertThat(measurement.p50Nanos()).isBetween(1L, measurement.p99Nanos());
            assertThat(measurement.wallNanos()).isGreaterThanOrEqualTo(TIME.toNanos());
        }
    }

    static Stream<Arguments> everyServerInEveryScenario() {
        return Arrays.stream(Servers.values())
                .flatMap(server -> Arrays.stream(Scenario.values())
                        .filter(scenario -> Role.SERVER.takesPart(server, scenario))
                        .map(scenario -> Arguments.of(server, scenario)));
    }

    @ParameterizedTest
    @MethodSource
    void everyServerInEveryScenario(Servers entry, Scenario scenario) throws InterruptedException {
        try (ContestedServer server = entry.start();
                Contestant client = Contestants.NETTY.start()) {
            String origin = "http://127.0.0.1:" + server.port();

            Measurement measurement = Round.run(scenario, client.prepare(scenario.call(origin)), TIME);

            assertThat(measurement.firstError()).isEmpty();
            assertThat(measurement.operations()).isGreaterThanOrEqualTo(scenario.callers());
        }
    }

    @ParameterizedTest
    @MethodSource
    void anAnswerOfAnotherStatusOrLengthIsAnError(int status, long bodyBytes) throws InterruptedException {
        Measurement measurement =
                Round.run(Scenario.GET_ALONE, reply -> reply.answered(status, bodyBytes), Duration.ofMillis(20));

        assertThat(measurement.operations()).isZero();
        assertThat(measurement.errors()).isPositive();
        assertThat(measurement.firstError()).contains(status + " with " + bodyBytes);
    }

    static Stream<Arguments> anAnswerOfAnotherStatusOrLengthIsAnError() {
        return Stream.of(
                Arguments.of(404, Pages.SMALL_BYTES),
                Arguments.of(200, Pages.SMALL_BYTES - 1),
                Arguments.of(200, Pages.SMALL_BYTES + 1));
    }

    @Test
    void anExchangeThatFailsAtOnceDoesNotGrowTheStack() throws InterruptedException {
        Measurement measurement = Round.run(
                Scenario.GET_ALONE,
                reply -> {
                    throw new IllegalStateException("no connection");
                },
                Duration.ofMillis(100));

        assertThat(measurement.errors()).isGreaterThan(1_000);
        assertThat(measurement.firstError()).contains("no connection");
    }

    @ParameterizedTest
    @EnumSource
    void noContestantTakesA404ForAnAnswer(Contestants entry) throws InterruptedException {
        try (Contestant contestant = entry.start()) {
            Call call = new Call(ORIGIN + "/nowhere", Optional.empty(), false, false);

            Measurement measurement = Round.run(Scenario.GET_ALONE, contestant.prepare(call), TIME);

            assertThat(measurement.operations()).isZero();
            assertThat(measurement.firstError()).isNotEmpty();
        }
    }
}
