/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.fuzz;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs a target on its seeds and all their beginnings, on the inputs in {@code src/test/resources/fuzz/<label>} that once
 * broke it, and on mutations of both, the same ones each time.
 */
public final class FuzzRegression {

    /** More of them: {@code -Dfuzz.mutations=1000000}. */
    private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 1_500);

    private FuzzRegression() {}

    /** @throws AssertionError with the input in hexadecimal, when the target breaks on it */
    public static void run(String label, List<byte[]> seeds, FuzzBody body) throws Exception {
        List<byte[]> inputs = new ArrayList<>(seeds);
        inputs.addAll(found(label));
        for (byte[] input : inputs) {
            one(label, body, input);
            for (int length = 0; length < input.length; length++) {
                one(label, body, Arrays.copyOf(input, length));
            }
        }
        Mutations mutations = new Mutations(label.hashCode(), inputs);
        for (int i = 0; i < MUTATIONS; i++) {
            one(label, body, mutations.next());
        }
    }

    private static void one(String label, FuzzBody body, byte[] input) {
        try {
            body.run(input);
        } catch (Exception | Error broken) {
            throw new AssertionError(label + " breaks on " + HexFormat.of().formatHex(input), broken);
        }
    }

    private static List<byte[]> found(String label) throws Exception {
        URL folder = FuzzRegression.class.getResource("/fuzz/" + label);
        if (folder == null) {
            return List.of();
        }
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        return inputs;
    }
}
