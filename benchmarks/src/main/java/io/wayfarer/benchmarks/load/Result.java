/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import io.wayfarer.benchmarks.Entrant;

/**
 * All rounds of one scenario, in order. A ratio is taken between two turns of the same round, never between medians of
 * different rounds: a machine that slows down slows both.
 */
record Result(Scenario scenario, List<Map<Entrant, Measurement>> rounds) {

    Result {
        rounds = List.copyOf(rounds);
    }

    Spread spread(Entrant contestant, ToDoubleFunction<Measurement> figure) {
        return Spread.of(rounds.stream()
                .map(round -> figure.applyAsDouble(of(contestant, round)))
                .toList());
    }

    /** Empty where the unit did not take part. */
    Optional<Spread> ratio(Entrant contestant, Entrant unit, ToDoubleFunction<Measurement> figure) {
        if (!rounds.get(0).containsKey(unit)) {
            return Optional.empty();
        }
        return Optional.of(Spread.of(rounds.stream()
                .map(round -> figure.applyAsDouble(of(contestant, round)) / figure.applyAsDouble(of(unit, round)))
                .toList()));
    }

    long errors(Entrant contestant) {
        return rounds.stream()
                .mapToLong(round -> of(contestant, round).errors())
                .sum();
    }

    Optional<String> firstError(Entrant contestant) {
        return rounds.stream()
                .map(round -> of(contestant, round).firstError())
                .filter(error -> !error.isEmpty())
                .findFirst();
    }

    private static Measurement of(Entrant contestant, Map<Entrant, Measurement> round) {
        Measurement measurement = round.get(contestant);
        if (measurement == null) {
            throw new IllegalArgumentException(contestant.id() + " did not take part");
        }
        return measurement;
    }
}
