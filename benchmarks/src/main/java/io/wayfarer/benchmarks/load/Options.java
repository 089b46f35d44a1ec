/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import io.wayfarer.benchmarks.contestant.Contestants;

/**
 * The command line.
 *
 * @param rounds measured rounds of each scenario; every contestant runs once in each
 * @param time length of a contestant's turn
 * @param warmUp how long each contestant runs each scenario before its first measured round; up to eight times as long
 *     while its code is still being compiled
 * @param seed of the shuffles, so that an order can be repeated
 */
record Options(
        List<Contestants> contestants,
        List<Scenario> scenarios,
        int rounds,
        Duration time,
        Duration warmUp,
        long seed,
        Cores cores) {

    static final String USAGE = """
            usage: benchmarks/load [options]
              --contestants LIST  %s (default: all)
              --scenarios LIST    %s (default: all)
              --rounds N          measured rounds of each scenario (default: 5)
              --seconds S         length of a contestant's turn (default: 2)
              --warm-up S         least warm-up of each contestant before each scenario (default: 4)
              --seed N            of the shuffled order (default: a random one, printed)
              --cores C:S         cores of contestants and server, or none (default: the first two, with taskset)
            """.formatted(
            String.join(
                    ",",
                    Arrays.stream(Contestants.values()).map(Contestants::id).toList()),
            String.join(",", Arrays.stream(Scenario.values()).map(Scenario::id).toList()));

    Options {
        contestants = List.copyOf(contestants);
        scenarios = List.copyOf(scenarios);
    }

    static Options defaults() {
        return new Options(
                List.of(Contestants.values()),
                List.of(Scenario.values()),
                5,
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                ThreadLocalRandom.current().nextInt(1_000_000),
                Cores.detect());
    }

    /** Reads options, each followed by its value; throws {@link IllegalArgumentException} that says what is wrong. */
    static Options parse(List<String> arguments) {
        Options options = defaults();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            options = options.with(name, arguments.get(i + 1));
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--contestants" -> with(list(value).map(Contestants::byId).toList(), scenarios);
            case "--scenarios" ->
                with(contestants, list(value).map(Scenario::byId).toList());
            case "--rounds" ->
                new Options(contestants, scenarios, (int) number(name, value), time, warmUp, seed, cores);
            case "--seconds" -> new Options(contestants, scenarios, rounds, seconds(name, value), warmUp, seed, cores);
            case "--warm-up" -> new Options(contestants, scenarios, rounds, time, seconds(name, value), seed, cores);
            case "--seed" -> new Options(contestants, scenarios, rounds, time, warmUp, Long.parseLong(value), cores);
            case "--cores" -> new Options(contestants, scenarios, rounds, time, warmUp, seed, Cores.parse(value));
            default -> throw new IllegalArgumentException("no option \"" + name + "\"");
        };
    }

    private Options with(List<Contestants> newContestants, List<Scenario> newScenarios) {
        return new Options(newContestants, newScenarios, rounds, time, warmUp, seed, cores);
    }

    private static Stream<String> list(String value) {
        return Arrays.stream(value.split(",", -1)).distinct();
    }

    private static Duration seconds(String name, String value) {
        return Duration.ofMillis((long) (1_000 * number(name, value)));
    }

    private static double number(String name, String value) {
        double number = Double.parseDouble(value);
        if (!(number > 0)) {
            throw new IllegalArgumentException(name + " " + value + " (expected: > 0)");
        }
        return number;
    }
}
