/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

import io.wayfarer.client.file.SnapshotSaver;

/** Keeps a store in an {@link HstsFile}, as {@link SnapshotSaver} does. */
public final class HstsFileSaver extends SnapshotSaver<HstsEntry> {

    private final HstsStore store;

    private HstsFileSaver(HstsStore store, Path file) {
        super(file, "HSTS hosts");
        this.store = store;
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
        HstsFileSaver saver = new HstsFileSaver(store, file);
        saver.start(period, executor);
        return saver;
    }

    @Override
    protected List<HstsEntry> snapshot() {
        return store.snapshot();
    }

    @Override
    protected Object identity(HstsEntry entry) {
        return new HstsEntry(entry.host(), entry.includeSubDomains(), Instant.MAX);
    }

    @Override
    protected Instant expires(HstsEntry entry) {
        return entry.expires();
    }

    @Override
    protected int read(Path from) throws IOException {
        HstsFile.Contents contents = HstsFile.read(from);
        contents.addTo(store);
        return contents.badLines();
    }

    @Override
    protected void write(Path to, List<HstsEntry> entries) throws IOException {
        HstsFile.write(to, entries);
    }
}
