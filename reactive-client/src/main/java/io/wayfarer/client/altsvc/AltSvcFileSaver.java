/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.altsvc;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

import io.wayfarer.client.file.SnapshotSaver;

/** Keeps a store in an {@link AltSvcFile}, as {@link SnapshotSaver} does. What rests is not kept. */
public final class AltSvcFileSaver extends SnapshotSaver<AltSvcEntry> {

    private final AltSvcStore store;

    private AltSvcFileSaver(AltSvcStore store, Path file) {
        super(file, "alternatives of servers");
        this.store = store;
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
        AltSvcFileSaver saver = new AltSvcFileSaver(store, file);
        saver.start(period, executor);
        return saver;
    }

    @Override
    protected List<AltSvcEntry> snapshot() {
        return store.snapshot();
    }

    @Override
    protected Object identity(AltSvcEntry entry) {
        return new AltSvcEntry(
                entry.origin(), entry.protocol(), entry.host(), entry.port(), Instant.MAX, entry.persist());
    }

    @Override
    protected Instant expires(AltSvcEntry entry) {
        return entry.expires();
    }

    @Override
    protected int read(Path from) throws IOException {
        AltSvcFile.Contents contents = AltSvcFile.read(from);
        contents.addTo(store);
        return contents.badLines();
    }

    @Override
    protected void write(Path to, List<AltSvcEntry> entries) throws IOException {
        AltSvcFile.write(to, entries);
    }
}
