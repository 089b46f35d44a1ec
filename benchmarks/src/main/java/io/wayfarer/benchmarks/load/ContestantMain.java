/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;

import io.wayfarer.benchmarks.contestant.Contestant;
import io.wayfarer.benchmarks.contestant.Contestants;

/**
 * A contestant's process: {@code ContestantMain <contestant> <origin>}. Says {@code ready <transport> <jar>}, then
 * answers each line {@code <scenario> <millis>} with a {@link Measurement}.
 */
final class ContestantMain {

    private ContestantMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        // Standard output carries the results: what a library prints must not get in between.
        PrintStream results = System.out;
        System.setOut(System.err);
        Contestants entry = Contestants.byId(args[0]);
        String origin = args[1];
        try (Contestant contestant = entry.start();
                BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            results.println("ready " + contestant.transport() + " " + entry.jar());
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                String[] words = line.split(" ", 2);
                Scenario scenario = Scenario.byId(words[0]);
                Duration time = Duration.ofMillis(Long.parseLong(words[1]));
                results.println(Round.run(scenario, contestant.prepare(scenario.call(origin)), time)
                        .encode());
            }
        }
        System.exit(0);
    }
}
