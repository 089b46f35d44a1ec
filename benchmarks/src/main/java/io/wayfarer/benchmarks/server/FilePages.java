/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** The files that servers of files answer with: a folder of the system's, removed at the end. */
final class FilePages implements AutoCloseable {

    private static final Instant CHANGED = Instant.parse("2026-01-02T03:04:05Z");

    private final Path folder;

    FilePages() {
        try {
            folder = Files.createTempDirectory("wayfarer-files");
            write(Pages.SMALL_FILE_PATH, Pages.SMALL_FILE_BYTES);
            write(Pages.LARGE_FILE_PATH, Pages.LARGE_BYTES);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write(String path, int length) throws IOException {
        Files.setLastModifiedTime(Files.write(file(path), new byte[length]), FileTime.from(CHANGED));
    }

    Path folder() {
        return folder;
    }

    /** The file of a path below {@link Pages#FILES}. */
    Path file(String path) {
        return folder.resolve(path.substring(Pages.FILES.length()));
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file(Pages.SMALL_FILE_PATH));
            Files.deleteIfExists(file(Pages.LARGE_FILE_PATH));
            Files.deleteIfExists(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
