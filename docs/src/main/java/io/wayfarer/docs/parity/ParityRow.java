/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.parity;

import java.util.List;

/**
 * One thing another system offers, and where Wayfarer offers it.
 *
 * @param id the row's name, such as {@code L246}; unique
 * @param system the system that offers the item
 * @param part the module or topic within that system
 * @param item what is offered, in that system's words
 * @param ours the type and member, property or annotation that does the same; empty while nothing does
 * @param test the proof as {@code module:fully.qualified.Test#method}; empty while the row is not proven
 * @param note where behaviour differs on purpose; often empty
 */
public record ParityRow(String id, String system, String part, String item, String ours, String test, String note) {

    /** The names of the columns, in order. */
    static final List<String> COLUMNS = List.of("id", "system", "part", "item", "ours", "test", "note");

    static ParityRow parse(String line) {
        List<String> cells = List.of(line.split("\t", -1));
        if (cells.size() != COLUMNS.size()) {
            throw new IllegalArgumentException(
                    "\"" + line + "\": " + cells.size() + " cells (expected: " + COLUMNS.size() + ")");
        }
        return new ParityRow(
                cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5), cells.get(6));
    }

    /** Whether a test is named. That it exists is checked by the build. */
    public boolean isProven() {
        return !test.isEmpty();
    }
}
