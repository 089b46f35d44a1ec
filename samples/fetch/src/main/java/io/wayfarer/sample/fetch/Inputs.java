/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads what options name: files, and standard input for {@code -}. */
final class Inputs {

    private final InputStream standardInput;

    Inputs(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    InputStream standardInput() {
        return standardInput;
    }

    byte[] read(String name) throws IOException {
        return name.equals("-") ? standardInput.readAllBytes() : Files.readAllBytes(path(name));
    }

    /** @throws IOException when the text cannot be the name of a file */
    static Path path(String name) throws IOException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IOException("not a file name: " + e.getReason(), e);
        }
    }
}
