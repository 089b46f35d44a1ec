/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import io.wayfarer.benchmarks.Entrant;

/**
 * The parent process: starts server and contestants, gives each its turn, and prints what came of it.
 *
 * <p>Contestants are all alive from the start and idle while it is not their turn. Before a scenario's first round each
 * of them is warmed up on it.
 */
final class LoadHarness implements AutoCloseable {

    private static final int MOST_WARM_UPS = 8;
    private static final double WARM_COMPILER_SHARE = 0.05;

    private final Options options;
    private final Random order;
    private final Map<Entrant, Competitor> competitors = new HashMap<>();

    private LoadHarness(Options options) throws IOException, InterruptedException {
        this.options = options;
        order = new Random(options.seed());
        for (Entrant entrant : options.contestants()) {
            competitors.put(
                    entrant,
                    options.role() == Role.CLIENT
                            ? Competitor.client(entrant, options.cores())
                            : Competitor.server(entrant, options.cores()));
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
            return;
        }
        try (LoadHarness harness = new LoadHarness(options)) {
            harness.run();
        }
    }

    private void run() throws IOException, InterruptedException {
        printMachine();
        Report report = new Report(System.out, options.unit());
        for (Scenario scenario : options.scenarios()) {
            List<Entrant> entrants = options.contestants().stream()
                    .filter(entrant -> options.role().takesPart(entrant, scenario))
                    .toList();
            if (!entrants.isEmpty()) {
                report.print(measure(scenario, entrants), entrants);
            }
        }
    }

    private void printMachine() throws IOException, InterruptedException {
        System.out.println("JDK " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " CPUs, " + options.cores());
        System.out.println(options.rounds() + " rounds of " + options.time().toMillis() + " ms a turn, warm-up "
                + options.warmUp().toMillis() + " ms, seed " + options.seed());
        for (Entrant entrant : options.contestants()) {
            System.out.println("  " + entrant.id() + ": " + competitor(entrant).ready());
        }
    }

    private Result measure(Scenario scenario, List<Entrant> entrants) throws IOException, InterruptedException {
        for (Entrant entrant : shuffled(entrants)) {
            warmUp(entrant, scenario);
        }
        List<Map<Entrant, Measurement>> rounds = new ArrayList<>();
        for (int round = 1; round <= options.rounds(); round++) {
            System.err.println(scenario.id() + ": round " + round);
            Map<Entrant, Measurement> turns = new HashMap<>();
            for (Entrant entrant : shuffled(entrants)) {
                turns.put(entrant, competitor(entrant).turn(scenario, options.time()));
            }
            rounds.add(turns);
        }
        return new Result(scenario, rounds);
    }

    /** Goes on for as long again, a few times, while the compiler is still busy. */
    private void warmUp(Entrant entrant, Scenario scenario) throws IOException, InterruptedException {
        for (int turn = 1; turn <= MOST_WARM_UPS; turn++) {
            Measurement last = competitor(entrant).turn(scenario, options.warmUp());
            System.err.printf(
                    Locale.ROOT,
                    "%s: warming up %s: %.1f µs/op, compiling %.0f %% of the time%n",
                    scenario.id(),
                    entrant.id(),
                    last.cpuMicrosPerOperation(),
                    100 * last.compilerShare());
            if (last.compilerShare() < WARM_COMPILER_SHARE) {
                return;
            }
        }
    }

    private List<Entrant> shuffled(List<Entrant> entrants) {
        List<Entrant> shuffled = new ArrayList<>(entrants);
        Collections.shuffle(shuffled, order);
        return shuffled;
    }

    private Competitor competitor(Entrant entrant) {
        Competitor competitor = competitors.get(entrant);
        if (competitor == null) {
            throw new IllegalArgumentException(entrant.id() + " was not started");
        }
        return competitor;
    }

    @Override
    public void close() {
        competitors.values().forEach(Competitor::close);
    }
}
