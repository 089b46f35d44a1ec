/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Hands out values in turn, so that no benchmark asks for the same one for ever. For one thread. */
final class Rotation<T> {

    private static final int SIZE = 1024;

    private final List<T> values = new ArrayList<>(SIZE);
    private int next;

    void fill(IntFunction<T> value) {
        values.clear();
        for (int i = 0; i < SIZE; i++) {
            values.add(value.apply(i));
        }
    }

    T next() {
        return values.get(next++ & (SIZE - 1));
    }
}
