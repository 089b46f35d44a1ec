/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.wayfarer.client.file.ReplacedFile;

/**
 * Keeps a jar in a {@link NetscapeCookieFile}: reads it at the start, writes it some time after a change, so that many
 * changes make one write, and once more when it is closed.
 *
 * <p>Files are written on the given executor alone, never on the thread that changes the jar. A write that fails is logged
 * and tried again with the next change. After a crash the file is as it was at the last write.
 */
public final class CookieFileSaver implements AutoCloseable {

    private static final Log LOG = LogFactory.getLog(CookieFileSaver.class);

    private final CookieStore store;
    private final Path file;
    private final boolean sessionCookies;
    private final Duration delay;
    private final ScheduledExecutorService executor;
    private final AtomicBoolean due = new AtomicBoolean();
    private final Object writing = new Object();
    private boolean closed; // read and set under the lock: the file may be somebody else's then
    private CookieStore.@Nullable Subscription subscription;

    private CookieFileSaver(
            CookieStore store, Path file, boolean sessionCookies, Duration delay, ScheduledExecutorService executor) {
        this.store = store;
        this.file = file;
        this.sessionCookies = sessionCookies;
        this.delay = delay;
        this.executor = executor;
    }

    /**
     * Reads the file into the store, if there is one, removes what crashes may have left beside it, and begins to follow the store's changes.
     *
     * @param sessionCookies whether cookies without an expiry are kept as well; a browser forgets them
     * @param delay from the first change to the write
     * @param executor stays the caller's, who closes this first
     * @throws IOException when the file is there and cannot be read
     */
    public static CookieFileSaver start(
            CookieStore store, Path file, boolean sessionCookies, Duration delay, ScheduledExecutorService executor)
            throws IOException {
        ReplacedFile.sweep(file, InstantSource.system());
        if (Files.exists(file)) {
            NetscapeCookieFile.Contents contents = NetscapeCookieFile.read(file);
            contents.addTo(store);
            if (contents.badLines() > 0) {
                LOG.warn(file + ": passed over " + contents.badLines() + " lines that are no cookies");
            }
        }
        CookieFileSaver saver = new CookieFileSaver(store, file, sessionCookies, delay, executor);
        saver.subscription = store.onChange(change -> saver.changed());
        return saver;
    }

    private void changed() {
        if (due.compareAndSet(false, true)) {
            try {
                ScheduledFuture<?> unused =
                        executor.schedule(this::saveAndLog, delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                due.set(false);
                LOG.debug(file + " is not written any more: its executor is shut down", e);
            }
        }
    }

    private void saveAndLog() {
        try {
            synchronized (writing) {
                if (!closed) {
                    save();
                }
            }
        } catch (UncheckedIOException e) {
            LOG.warn("The cookies could not be written; the file is as it was", e);
        }
    }

    /**
     * Writes the file now.
     *
     * @throws UncheckedIOException when it cannot be written; then it is as it was
     */
    public void save() {
        synchronized (writing) {
            due.set(false); // Before the snapshot: a change that comes too late for it asks for another write.
            List<Cookie> cookies = store.snapshot();
            if (!sessionCookies) {
                cookies = cookies.stream().filter(Cookie::persistent).toList();
            }
            try {
                NetscapeCookieFile.write(file, cookies);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " could not be written: " + e.getMessage(), e);
            }
        }
    }

    /** Writes the file once more and stops following the store. */
    @Override
    public void close() {
        if (subscription != null) {
            subscription.close();
        }
        synchronized (writing) {
            save();
            closed = true;
        }
    }
}
