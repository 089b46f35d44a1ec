/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.parity;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a named test can prove anything: it exists, it is run, and it asserts.
 *
 * <p>An assertion-free test is refused for every row, not only where two rows share it. Not thread-safe.
 */
final class Proof {

    private final Path root;
    private final Map<Path, TestSource> sources = new HashMap<>();

    /** Looks for tests below the root of a checkout. */
    Proof(Path root) {
        this.root = root;
    }

    /** What is wrong with the test that a row names; empty when nothing is. */
    Optional<String> problem(String test) {
        TestReference reference = TestReference.parse(test);
        Optional<Path> file = reference.sourceIn(root);
        if (file.isEmpty()) {
            return Optional.of(test + ": no such file " + reference.source());
        }
        TestSource source = sources.computeIfAbsent(file.get(), TestSource::parse);
        if (!source.declaresTest(reference.type(), reference.method())) {
            return Optional.of(test + ": is not a test method of " + reference.source());
        }
        if (!source.asserts(reference.type(), reference.method())) {
            return Optional.of(test + ": asserts nothing");
        }
        return Optional.empty();
    }
}
