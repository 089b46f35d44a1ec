/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import io.wayfarer.benchmarks.contestant.Contestants;

/**
 * The parent process: starts server and contestants, gives each its turn, and prints what came of it.
 *
 * <p>Contestants are all alive from the start and idle while it is not their turn. Before a scenario's first round each
 * of them is warmed up on it.
 */
final class LoadHarness implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private static final int MOST_WARM_UPS = 8;
    private static final double WARM_COMPILER_SHARE = 0.05;

    private final Options options;
    private final Random order;
    private final Map<Contestants, ChildJvm> children = new EnumMap<>(Contestants.class);
    private final ChildJvm server;

    private LoadHarness(Options options) throws IOException, InterruptedException {
        this.options = options;
        order = new Random(options.seed());
        server = ChildJvm.start("server", options.cores()::serverCommand, ServerMain.class);
        String origin = "http://127.0.0.1:" + server.hear(START);
        for (Contestants contestant : options.contestants()) {
            children.put(
                    contestant,
                    ChildJvm.start(
                            contestant.id(),
                            options.cores()::contestantCommand,
                            ContestantMain.class,
                            contestant.id(),
                            origin));
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
        Report report = new Report(System.out);
        for (Scenario scenario : options.scenarios()) {
            report.print(measure(scenario), options.contestants());
        }
    }

    private void printMachine() throws IOException, InterruptedException {
        System.out.println("JDK " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " CPUs, " + options.cores());
        System.out.println(options.rounds() + " rounds of " + options.time().toMillis() + " ms a turn, warm-up "
                + options.warmUp().toMillis() + " ms, seed " + options.seed());
        for (Contestants contestant : options.contestants()) {
            String[] ready = child(contestant).hear(START).split(" ", 3);
            System.out.println("  " + contestant.id() + ": " + ready[2] + ", transport " + ready[1]);
        }
    }

    private Result measure(Scenario scenario) throws IOException, InterruptedException {
        for (Contestants contestant : shuffled()) {
            warmUp(contestant, scenario);
        }
        List<Map<Contestants, Measurement>> rounds = new ArrayList<>();
        for (int round = 1; round <= options.rounds(); round++) {
            System.err.println(scenario.id() + ": round " + round);
            Map<Contestants, Measurement> turns = new EnumMap<>(Contestants.class);
            for (Contestants contestant : shuffled()) {
                turns.put(contestant, turn(contestant, scenario, options.time()));
            }
            rounds.add(turns);
        }
        return new Result(scenario, rounds);
    }

    /** Goes on for as long again, a few times, while the compiler is still busy. */
    private void warmUp(Contestants contestant, Scenario scenario) throws IOException, InterruptedException {
        for (int turn = 1; turn <= MOST_WARM_UPS; turn++) {
            Measurement last = turn(contestant, scenario, options.warmUp());
            System.err.printf(
                    Locale.ROOT,
                    "%s: warming up %s: %.1f µs/op, compiling %.0f %% of the time%n",
                    scenario.id(),
                    contestant.id(),
                    last.cpuMicrosPerOperation(),
                    100 * last.compilerShare());
            if (last.compilerShare() < WARM_COMPILER_SHARE) {
                return;
            }
        }
    }

    private List<Contestants> shuffled() {
        List<Contestants> shuffled = new ArrayList<>(options.contestants());
        Collections.shuffle(shuffled, order);
        return shuffled;
    }

    private Measurement turn(Contestants contestant, Scenario scenario, Duration time)
            throws IOException, InterruptedException {
        ChildJvm child = child(contestant);
        child.say(scenario.id() + " " + time.toMillis());
        return Measurement.parse(child.hear(time.plus(START)));
    }

    private ChildJvm child(Contestants contestant) {
        ChildJvm child = children.get(contestant);
        if (child == null) {
            throw new IllegalArgumentException(contestant.id() + " was not started");
        }
        return child;
    }

    @Override
    public void close() {
        children.values().forEach(ChildJvm::close);
        server.close();
    }
}
