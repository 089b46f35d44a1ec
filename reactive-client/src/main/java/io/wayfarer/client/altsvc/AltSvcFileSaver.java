/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.altsvc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

import io.wayfarer.client.file.SnapshotSaver;

/** Keeps a store in an {@link AltSvcFile}, as {@link SnapshotSaver} does. What rests is not kept. */
public final class AltSvcFileSaver implements AutoCloseable {

    private final SnapshotSaver<AltSvcEntry> saver;

    private AltSvcFileSaver(SnapshotSaver<AltSvcEntry> saver) {
        this.saver = saver;
    }

    /**
     * Reads the file into the store, if there is one, and begins to follow the store.
     *
     * @param period between two looks
     * @param executor stays the caller's, who closes this first
     * @throws IOException when the file is there and cannot be read
     */
    public static AltSvcFileSaver start(
            AltSvcStore store, Path file, Duration period, ScheduledExecutorService executor) throws IOException {
        return new AltSvcFileSaver(SnapshotSaver.start(new Alternatives(store), file, period, executor));
    }

    private record Alternatives(AltSvcStore store) implements SnapshotSaver.Source<AltSvcEntry> {

        @Override
        public List<AltSvcEntry> snapshot() {
            return store.snapshot();
        }

        @Override
        public Object identity(AltSvcEntry entry) {
            return new AltSvcEntry(
                    entry.origin(), entry.protocol(), entry.host(), entry.port(), Instant.MAX, entry.persist());
        }

        @Override
        public Instant expires(AltSvcEntry entry) {
            return entry.expires();
        }

        @Override
        public int read(Path file) throws IOException {
            AltSvcFile.Contents contents = AltSvcFile.read(file);
            contents.addTo(store);
            return contents.badLines();
        }

        @Override
        public void write(Path file, List<AltSvcEntry> entries) throws IOException {
            AltSvcFile.write(file, entries);
        }

        @Override
        public String toString() {
            return "alternatives of servers";
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
