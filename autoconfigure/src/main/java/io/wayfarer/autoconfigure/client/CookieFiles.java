/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import io.wayfarer.client.cookie.CookieFileSaver;
import io.wayfarer.client.cookie.CookieStore;

/** Keeps jars in files, each in one of its own, for as long as the application runs. One thread writes them all. */
final class CookieFiles implements DisposableBean {

    private static final Log LOG = LogFactory.getLog(CookieFiles.class);

    /** Which property named a file; guarded by this. */
    private final Map<Path, String> owners = new HashMap<>();

    private final List<CookieFileSaver> savers = new ArrayList<>();
    private @Nullable ScheduledExecutorService executor;

    /** Reads the file into the store, and saves it from now on. */
    synchronized CookieFileSaver keep(CookieStore store, CookieSettings settings) {
        Path file = Objects.requireNonNull(settings.file(), "file");
        String owner = owners.putIfAbsent(file, settings.fileProperty());
        if (owner != null) {
            throw new InvalidPropertyException(
                    settings.fileProperty(),
                    file.toString(),
                    owner + " names the same file, and two jars would overwrite each other",
                    "Give each client a file of its own.");
        }
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            CookieFileSaver saver =
                    CookieFileSaver.start(store, file, settings.keepSessionCookies(), settings.saveDelay(), executor());
            savers.add(saver);
            return saver;
        } catch (IOException e) {
            throw new InvalidPropertyException(
                    settings.fileProperty(),
                    file.toString(),
                    "it cannot be used: " + PropertyChecks.withoutStop(e.toString()),
                    "Name a file that the application may read and write, in a folder it may write to.");
        }
    }

    private ScheduledExecutorService executor() {
        if (executor == null) {
            executor = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "wayfarer-cookie-files");
                thread.setDaemon(true);
                return thread;
            });
        }
        return executor;
    }

    /** Saves once more, and ends the thread. */
    @Override
    public synchronized void destroy() {
        for (CookieFileSaver saver : savers) {
            try {
                saver.close();
            } catch (UncheckedIOException e) {
                LOG.warn("Cookies of this run are lost", e);
            }
        }
        if (executor != null) {
            executor.shutdown();
        }
    }
}
