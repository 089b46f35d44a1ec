/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

import io.wayfarer.client.file.SnapshotSaver;

/** Keeps a store in an {@link HstsFile}, as {@link SnapshotSaver} does. */
public final class HstsFileSaver implements AutoCloseable {

    private final SnapshotSaver<HstsEntry> saver;

    private HstsFileSaver(SnapshotSaver<HstsEntry> saver) {
        this.saver = saver;
    }

    /**
     * Reads the file into the store, if there is one, and begins to follow the store.
     *
     * @param period between two looks
     * @param executor stays the caller's, who closes this first
     * @throws IOException when the file is there and cannot be read
     */
    public static HstsFileSaver start(HstsStore store, Path file, Duration period, ScheduledExecutorService executor)
            throws IOException {
        return new HstsFileSaver(SnapshotSaver.start(new Hosts(store), file, period, executor));
    }

    private record Hosts(HstsStore store) implements SnapshotSaver.Source<HstsEntry> {

        @Override
        public List<HstsEntry> snapshot() {
            return store.snapshot();
        }

        @Override
        public Object identity(HstsEntry entry) {
            return new HstsEntry(entry.host(), entry.includeSubDomains(), Instant.MAX);
        }

        @Override
        public Instant expires(HstsEntry entry) {
            return entry.expires();
        }

        @Override
        public int read(Path file) throws IOException {
            HstsFile.Contents contents = HstsFile.read(file);
            contents.addTo(store);
            return contents.badLines();
        }

        @Override
        public void write(Path file, List<HstsEntry> entries) throws IOException {
            HstsFile.write(file, entries);
        }

        @Override
        public String toString() {
            return "HSTS hosts";
        }
    }

    /**
     * Writes the file now, unless it says already what the store knows.
     *
     * @throws UncheckedIOException when it cannot be written; then it is as it was
     */
    public void save() {
        saver.save();
    }

    /** Stops following the store, and writes the file once more. */
    @Override
    public void close() {
        saver.close();
    }
}
