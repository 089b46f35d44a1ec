/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one run leaves to the next, in a file that an option names.
 *
 * @param what it is, for warnings
 * @param file empty where nothing is left
 */
record Remembered(String what, Optional<Path> file, Access writing) {

    /** Reads or writes it. */
    interface Access {
        void at(Path file) throws IOException;
    }

    /** Reads the file. One that is not there, or cannot be read, holds nothing, as for curl. */
    static Remembered read(
            String what, Optional<String> name, Access reading, Access writing, Consumer<String> warnings) {
        Optional<Path> file = name.filter(text -> !text.isEmpty()).map(Path::of);
        if (file.filter(Files::exists).isPresent()) {
            try {
                reading.at(file.get());
            } catch (IOException e) {
                warnings.accept("Couldn't read " + what + " from \"" + file.get() + "\", so there are none.");
            }
        }
        return new Remembered(what, file, writing);
    }

    void save(Consumer<String> warnings) {
        if (file.isPresent()) {
            try {
                writing.at(file.get());
            } catch (IOException e) {
                warnings.accept("Failed to save " + what + " in " + file.get() + ": " + e.getMessage());
            }
        }
    }
}
