/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.wayfarer.docs.parity.ParityTable;

/**
 * Writes the parts of the guide that are tables of facts the build knows, as AsciiDoc to be included.
 *
 * <p>Arguments: the docs module's folder, and the folder to write to.
 */
public final class GuideTables {

    private GuideTables() {}

    /** Writes each table to its file. */
    public static void main(String[] arguments) throws IOException {
        Path docs = Path.of(arguments[0]);
        Path output = Files.createDirectories(Path.of(arguments[1]));
        Files.writeString(
                output.resolve("parity.adoc"), ParityChapter.of(ParityTable.read(docs.resolve("parity.tsv"))));
        Files.writeString(output.resolve("properties.adoc"), PropertiesChapter.of(GuideTables.class.getClassLoader()));
    }
}
