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

import io.wayfarer.client.hsts.HstsFile;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.client.hsts.InMemoryHstsStore;

/** The HSTS hosts of a run, kept in a file where {@code --hsts} names one. */
record KnownHosts(HstsStore store, Optional<Path> file) {

    /** A file that is not there, or cannot be read, knows nobody, as for curl. */
    static KnownHosts of(CommandLine line, Consumer<String> warnings) {
        HstsStore store = new InMemoryHstsStore();
        Optional<String> name = line.last(Option.HSTS).filter(text -> !text.isEmpty());
        if (name.isEmpty()) {
            return new KnownHosts(store, Optional.empty());
        }
        Path file = Path.of(name.get());
        if (Files.exists(file)) {
            try {
                HstsFile.read(file).addTo(store);
            } catch (IOException e) {
                warnings.accept("Couldn't read HSTS hosts from \"" + file + "\", so there are none.");
            }
        }
        return new KnownHosts(store, Optional.of(file));
    }

    void save(Consumer<String> warnings) {
        if (file.isPresent()) {
            try {
                HstsFile.write(file.get(), store.snapshot());
            } catch (IOException e) {
                warnings.accept("Failed to save HSTS hosts in " + file.get() + ": " + e.getMessage());
            }
        }
    }
}
