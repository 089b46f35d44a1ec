/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.wayfarer.benchmarks.Entrant;

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
        Role role,
        Entrant unit,
        List<Entrant> contestants,
        List<Scenario> scenarios,
        int rounds,
        Duration time,
        Duration warmUp,
        long seed,
        Cores cores) {

    static final String USAGE = """
            usage: benchmarks/load [options]
              --role R            which end is measured: client or server (default: client)
              --contestants LIST  clients: %s;
                                  servers: %s (default: all)
              --unit NAME         whose cost is 1 (default: reactor-netty)
              --scenarios LIST    %s (default: all)
              --rounds N          measured rounds of each scenario (default: 5)
              --seconds S         length of a contestant's turn (default: 2)
              --warm-up S         least warm-up of each contestant before each scenario (default: 4)
              --seed N            of the shuffled order (default: a random one, printed)
              --cores C:S         cores of the contestants and of the other end, or none (default: the first two, with taskset)
            """.formatted(
                    ids(Role.CLIENT.entrants().stream().map(Entrant::id)),
                    ids(Role.SERVER.entrants().stream().map(Entrant::id)),
                    ids(Arrays.stream(Scenario.values()).map(Scenario::id)));

    private static final Set<String> NAMES = Set.of(
            "--role",
            "--contestants",
            "--unit",
            "--scenarios",
            "--rounds",
            "--seconds",
            "--warm-up",
            "--seed",
            "--cores");

    Options {
        contestants = List.copyOf(contestants);
        scenarios = List.copyOf(scenarios);
    }

    /** Reads options, each followed by its value; throws {@link IllegalArgumentException} that says what is wrong. */
    static Options parse(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("no option \"" + name + "\"");
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            given.put(name, arguments.get(i + 1));
        }
        return of(given);
    }

    private static Options of(Map<String, String> given) {
        Role role = Role.byId(given.getOrDefault("--role", "client"));
        String contestants = given.get("--contestants");
        String scenarios = given.get("--scenarios");
        String seed = given.get("--seed");
        String cores = given.get("--cores");
        return new Options(
                role,
                role.entrant(given.getOrDefault("--unit", "reactor-netty")),
                contestants == null
                        ? role.entrants()
                        : list(contestants).map(role::entrant).toList(),
                scenarios == null
                        ? List.of(Scenario.values())
                        : list(scenarios).map(Scenario::byId).toList(),
                (int) number(given, "--rounds", "5"),
                seconds(given, "--seconds", "2"),
                seconds(given, "--warm-up", "4"),
                seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : Long.parseLong(seed),
                cores == null ? Cores.detect() : Cores.parse(cores));
    }

    private static String ids(Stream<String> ids) {
        return ids.collect(Collectors.joining(","));
    }

    private static Stream<String> list(String value) {
        return Arrays.stream(value.split(",", -1)).distinct();
    }

    private static Duration seconds(Map<String, String> given, String name, String otherwise) {
        return Duration.ofMillis((long) (1_000 * number(given, name, otherwise)));
    }

    private static double number(Map<String, String> given, String name, String otherwise) {
        String value = given.getOrDefault(name, otherwise);
        double number = Double.parseDouble(value);
        if (!(number > 0)) {
            throw new IllegalArgumentException(name + " " + value + " (expected: > 0)");
        }
        return number;
    }
}
