/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps entries that expire in a file: reads it at the start, looks from time to time whether an entry has come, gone or got
 * more time, writes if so, and once more when it is closed. What is heard of again and again gets a little more time each
 * time; that alone is written when it makes a tenth of what the entry has left.
 *
 * <p>Files are written on the given executor alone. A write that fails is logged and tried again. After a crash the file is as
 * it was at the last write. What is kept, and how it is written down, subclasses say.
 *
 * @param <E> an entry
 */
public abstract class SnapshotSaver<E> implements AutoCloseable {

    private static final Log LOG = LogFactory.getLog(SnapshotSaver.class);

    /** Times that grow by less than one in so many parts can wait. */
    private static final int SHARE = 10;

    private final Path file;
    private final String entriesName;
    private final InstantSource clock = InstantSource.system();
    private final Object writing = new Object();
    private boolean closed; // read and set under the lock: the file may be somebody else's then
    private List<E> written = List.of();
    private @Nullable ScheduledFuture<?> schedule;

    /** @param entriesName the plural of an entry, for messages */
    protected SnapshotSaver(Path file, String entriesName) {
        this.file = file;
        this.entriesName = entriesName;
    }

    /** The entries now, always in the same order. */
    protected abstract List<E> snapshot();

    /** All of an entry but its expiry. */
    protected abstract Object identity(E entry);

    protected abstract Instant expires(E entry);

    /** Adds what the file holds, and returns how many of its lines were passed over. */
    protected abstract int read(Path from) throws IOException;

    /** Replaces the file. */
    protected abstract void write(Path to, List<E> entries) throws IOException;

    /**
     * Reads the file, if there is one, and begins to follow the entries.
     *
     * @throws IOException when the file is there and cannot be read
     */
    protected final void start(Duration period, ScheduledExecutorService executor) throws IOException {
        ReplacedFile.sweep(file, clock);
        if (Files.exists(file)) {
            int badLines = read(file);
            if (badLines > 0) {
                LOG.warn(file + ": passed over " + badLines + " lines that are no " + entriesName);
            }
        }
        written = snapshot();
        schedule = executor.scheduleWithFixedDelay(
                this::saveAndLog, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void saveAndLog() {
        try {
            synchronized (writing) {
                if (!closed) {
                    save(this::different);
                }
            }
        } catch (UncheckedIOException e) {
            LOG.warn("The " + entriesName + " could not be written; the file is as it was", e);
        }
    }

    /**
     * Writes the file now, unless it says already what is known.
     *
     * @throws UncheckedIOException when it cannot be written; then it is as it was
     */
    public final void save() {
        save((before, now) -> !before.equals(now));
    }

    private void save(BiPredicate<List<E>, List<E>> changed) {
        synchronized (writing) {
            List<E> entries = snapshot();
            if (!changed.test(written, entries)) {
                return;
            }
            try {
                write(file, entries);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " could not be written: " + e.getMessage(), e);
            }
            written = entries;
        }
    }

    /** Whether more has changed than times that grow by little. */
    private boolean different(List<E> before, List<E> now) {
        if (before.size() != now.size()) {
            return true;
        }
        Instant present = clock.instant();
        for (int i = 0; i < now.size(); i++) {
            E old = before.get(i);
            E entry = now.get(i);
            Duration grown = Duration.between(expires(old), expires(entry));
            Duration left = Duration.between(present, expires(entry));
            if (!identity(old).equals(identity(entry))
                    || grown.isNegative()
                    || grown.multipliedBy(SHARE).compareTo(left) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Stops following the entries, and writes the file once more. */
    @Override
    public final void close() {
        if (schedule != null) {
            schedule.cancel(false);
        }
        synchronized (writing) {
            save();
            closed = true;
        }
    }
}
