/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.altsvc.AltSvcFileSaver;
import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.cookie.CookieFileSaver;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.hsts.HstsFileSaver;
import io.wayfarer.client.hsts.HstsStore;

/**
 * Keeps jars, known HSTS hosts and alternatives of servers in files, each in one of its own, for as long as the application runs. One thread writes them
 * all.
 */
final class StateFiles implements DisposableBean {

    private static final Log LOG = LogFactory.getLog(StateFiles.class);

    /** Which property named a file; guarded by this. */
    private final Map<Path, String> owners = new HashMap<>();

    /** What saves each of them once more; guarded by this. */
    private final List<Runnable> closing = new ArrayList<>();

    private @Nullable ScheduledExecutorService executor;

    /** Begins to keep something in a file. */
    @FunctionalInterface
    private interface Start<T> {
        T in(Path file, ScheduledExecutorService executor) throws IOException;
    }

    /** Reads the file into the store, and saves it from now on. */
    synchronized CookieFileSaver keep(CookieStore store, CookieSettings settings) {
        boolean sessionCookies = settings.keepSessionCookies();
        Duration delay = settings.saveDelay();
        CookieFileSaver saver = start(
                Objects.requireNonNull(settings.file(), "file"),
                settings.fileProperty(),
                (file, thread) -> CookieFileSaver.start(store, file, sessionCookies, delay, thread));
        closing.add(saver::close);
        return saver;
    }

    /** Reads the file into the store, and saves it from now on. */
    synchronized HstsFileSaver keep(HstsStore store, HstsSettings settings) {
        Duration delay = settings.saveDelay();
        HstsFileSaver saver = start(
                Objects.requireNonNull(settings.file(), "file"),
                settings.fileProperty(),
                (file, thread) -> HstsFileSaver.start(store, file, delay, thread));
        closing.add(saver::close);
        return saver;
    }

    /** Reads the file into the store, and saves it from now on. */
    synchronized AltSvcFileSaver keep(AltSvcStore store, AltSvcSettings settings) {
        Duration delay = settings.saveDelay();
        AltSvcFileSaver saver = start(
                Objects.requireNonNull(settings.file(), "file"),
                settings.fileProperty(),
                (file, thread) -> AltSvcFileSaver.start(store, file, delay, thread));
        closing.add(saver::close);
        return saver;
    }

    private <T> T start(Path file, String property, Start<T> start) {
        String owner = owners.putIfAbsent(file, property);
        if (owner != null) {
            throw new InvalidPropertyException(
                    property,
                    file.toString(),
                    owner + " names the same file, and the two would overwrite each other",
                    "Give each of them a file of its own.");
        }
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return start.in(file, executor());
        } catch (IOException e) {
            throw new InvalidPropertyException(
                    property,
                    file.toString(),
                    "it cannot be used: " + PropertyChecks.withoutStop(e.toString()),
                    "Name a file that the application may read and write, in a folder it may write to.");
        }
    }

    private ScheduledExecutorService executor() {
        if (executor == null) {
            executor = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "wayfarer-state-files");
                thread.setDaemon(true);
                return thread;
            });
        }
        return executor;
    }

    /** Saves once more, and ends the thread. */
    @Override
    public synchronized void destroy() {
        for (Runnable close : closing) {
            try {
                close.run();
            } catch (UncheckedIOException e) {
                LOG.warn("What a client learnt since the last save is lost", e);
            }
        }
        if (executor != null) {
            executor.shutdown();
        }
    }
}
