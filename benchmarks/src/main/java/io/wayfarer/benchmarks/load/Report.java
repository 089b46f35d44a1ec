/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.wayfarer.benchmarks.Entrant;

/** Prints results as Markdown tables, one for each scenario. */
final class Report {

    private static final double MOST_COMPILING = 0.10;

    private final PrintStream out;
    private final Entrant unit;

    /** @param unit whose figures are 1 in the columns of ratios */
    Report(PrintStream out, Entrant unit) {
        this.out = out;
        this.unit = unit;
    }

    void print(Result result, List<Entrant> contestants) {
        out.println();
        out.println("### " + result.scenario().id() + ": " + result.scenario().title());
        out.println();
        out.println(
                "| contestant | CPU µs/op | CPU ratio (min..max) | bytes/op | bytes ratio | p50 µs | p99 µs | op/s |"
                        + " errors |");
        out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        contestants.forEach(contestant -> out.println(row(result, contestant)));
        contestants.forEach(contestant -> remarks(result, contestant));
    }

    /** What a reader has to know before believing a row. */
    private void remarks(Result result, Entrant contestant) {
        double compiling = result.spread(contestant, Measurement::compilerShare).median();
        if (compiling > MOST_COMPILING) {
            out.printf(
                    Locale.ROOT,
                    "%n%s was still being compiled during %.0f %% of its turns: warm up longer.%n",
                    contestant.id(),
                    100 * compiling);
        }
        result.firstError(contestant)
                .ifPresent(error -> out.println("\n" + contestant.id() + ": first error: " + error));
    }

    private String row(Result result, Entrant contestant) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %s | %,.0f | %s | %,.0f | %,.0f | %,.0f | %d |",
                contestant.id(),
                result.spread(contestant, Measurement::cpuMicrosPerOperation).median(),
                result.ratio(contestant, unit, Measurement::cpuMicrosPerOperation)
                        .map(Report::withRange)
                        .orElse("-"),
                result.spread(contestant, Measurement::bytesPerOperation).median(),
                median(result.ratio(contestant, unit, Measurement::bytesPerOperation)),
                result.spread(contestant, measurement -> measurement.p50Nanos() / 1e3)
                        .median(),
                result.spread(contestant, measurement -> measurement.p99Nanos() / 1e3)
                        .median(),
                result.spread(contestant, measurement -> measurement.operations() * 1e9 / measurement.wallNanos())
                        .median(),
                result.errors(contestant));
    }

    private static String withRange(Spread ratio) {
        return String.format(Locale.ROOT, "%.2f (%.2f..%.2f)", ratio.median(), ratio.min(), ratio.max());
    }

    private static String median(Optional<Spread> ratio) {
        return ratio.map(spread -> String.format(Locale.ROOT, "%.2f", spread.median()))
                .orElse("-");
    }
}
