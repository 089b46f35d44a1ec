/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows of {@code docs/parity.tsv}, in the order of the file.
 *
 * @param rows each row once
 */
public record ParityTable(List<ParityRow> rows) {

    /** Copies the rows. */
    public ParityTable {
        rows = List.copyOf(rows);
    }

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException when the header or a row does not have the expected columns
     */
    public static ParityTable read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String header = String.join("\t", ParityRow.COLUMNS);
        if (lines.isEmpty() || !lines.get(0).equals(header)) {
            throw new IllegalArgumentException(file + " (expected: the header \"" + header + "\")");
        }
        return new ParityTable(lines.stream().skip(1).map(ParityRow::parse).toList());
    }

    /** How many rows name a test. */
    public long proven() {
        return rows.stream().filter(ParityRow::isProven).count();
    }
}
