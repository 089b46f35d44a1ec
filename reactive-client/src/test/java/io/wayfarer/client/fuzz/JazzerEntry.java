/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.fuzz;

import java.util.Arrays;
import java.util.Optional;

/** Where Jazzer comes in; it finds the two methods by their names. */
public final class JazzerEntry {

    private static Optional<PolicyTarget> target = Optional.empty();

    private JazzerEntry() {}

    /** @param arguments the label of a target */
    public static void fuzzerInitialize(String[] arguments) {
        target = Arrays.stream(PolicyTarget.values())
                .filter(candidate -> arguments.length == 1 && candidate.label().equals(arguments[0]))
                .findFirst();
        if (target.isEmpty()) {
            throw new IllegalArgumentException("target: none of "
                    + Arrays.stream(PolicyTarget.values())
                            .map(PolicyTarget::label)
                            .toList());
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        target.orElseThrow().run(input);
    }
}
