/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

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

import io.wayfarer.client.file.ReplacedFile;

/**
 * Keeps a store in an {@link HstsFile}: reads it at the start, looks from time to time whether a host has come, gone or got
 * more time, writes if so, and once more when it is closed. A busy host gets a little more time with every answer; that alone
 * is written when it makes a tenth of what the host has left.
 *
 * <p>Files are written on the given executor alone. A write that fails is logged and tried again. After a crash the file is as
 * it was at the last write.
 */
public final class HstsFileSaver implements AutoCloseable {

    private static final Log LOG = LogFactory.getLog(HstsFileSaver.class);

    /** Times that grow by less than one in so many parts can wait. */
    private static final int SHARE = 10;

    private final HstsStore store;
    private final Path file;
    private final InstantSource clock = InstantSource.system();
    private final Object writing = new Object();
    private boolean closed; // read and set under the lock: the file may be somebody else's then
    private List<HstsEntry> written;
    private @Nullable ScheduledFuture<?> schedule;

    private HstsFileSaver(HstsStore store, Path file, List<HstsEntry> written) {
        this.store = store;
        this.file = file;
        this.written = written;
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
        ReplacedFile.sweep(file, InstantSource.system());
        if (Files.exists(file)) {
            HstsFile.Contents contents = HstsFile.read(file);
            contents.addTo(store);
            if (contents.badLines() > 0) {
                LOG.warn(file + ": passed over " + contents.badLines() + " lines that are no HSTS hosts");
            }
        }
        HstsFileSaver saver = new HstsFileSaver(store, file, store.snapshot());
        saver.schedule = executor.scheduleWithFixedDelay(
                saver::saveAndLog, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        return saver;
    }

    private void saveAndLog() {
        try {
            synchronized (writing) {
                if (!closed) {
                    save(this::different);
                }
            }
        } catch (UncheckedIOException e) {
            LOG.warn("The HSTS hosts could not be written; the file is as it was", e);
        }
    }

    /**
     * Writes the file now, unless it says already what the store knows.
     *
     * @throws UncheckedIOException when it cannot be written; then it is as it was
     */
    public void save() {
        save((before, now) -> !before.equals(now));
    }

    private void save(BiPredicate<List<HstsEntry>, List<HstsEntry>> changed) {
        synchronized (writing) {
            List<HstsEntry> entries = store.snapshot();
            if (!changed.test(written, entries)) {
                return;
            }
            try {
                HstsFile.write(file, entries);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " could not be written: " + e.getMessage(), e);
            }
            written = entries;
        }
    }

    /** Whether more has changed than times that grow by little. */
    private boolean different(List<HstsEntry> before, List<HstsEntry> now) {
        if (before.size() != now.size()) {
            return true;
        }
        Instant present = clock.instant();
        for (int i = 0; i < now.size(); i++) {
            HstsEntry old = before.get(i);
            HstsEntry entry = now.get(i);
            boolean sameHost = old.host().equals(entry.host()) && old.includeSubDomains() == entry.includeSubDomains();
            Duration grown = Duration.between(old.expires(), entry.expires());
            Duration left = Duration.between(present, entry.expires());
            if (!sameHost || grown.isNegative() || grown.multipliedBy(SHARE).compareTo(left) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Stops following the store, and writes the file once more. */
    @Override
    public void close() {
        if (schedule != null) {
            schedule.cancel(false);
        }
        synchronized (writing) {
            save();
            closed = true;
        }
    }
}
