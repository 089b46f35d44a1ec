/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Small files that were asked for lately, whole: header fields and octets belong together, and no thread that may block is
 * needed to answer. What was found is good for a second, so for that long an older version may be sent. In the second half
 * of it one of those who ask is told to look again, so that a file in use is never waited for. Thread-safe.
 */
final class FileMemory {

    /** Larger files are sent from disk, where the operating system keeps them. */
    static final int LARGEST_FILE = 65_536;

    private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long FRESH_NANOS = VALID_NANOS / 2;

    /** Names, header fields and the map's own share of an entry. */
    private static final int ENTRY_BYTES = 2048;

    private final long mostBytes;
    private final LongSupplier nanoTime;
    private final Map<String, Kept> byPath = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    /** What was found, and when. */
    record Kept(int depth, FoundFile file, long bytes, long since, AtomicBoolean renewing) {}

    FileMemory(long mostBytes, LongSupplier nanoTime) {
        this.mostBytes = mostBytes;
        this.nanoTime = nanoTime;
    }

    boolean takes(long length) {
        return length <= Math.min(LARGEST_FILE, mostBytes - ENTRY_BYTES);
    }

    /**
     * What was found at a path within the last second.
     *
     * @param path of the URL, as it was written
     * @param depth of the route that asks: two routes may see different files below the same path
     */
    @Nullable
    Kept get(String path, int depth) {
        Kept kept = byPath.get(path);
        return kept != null && kept.depth == depth && age(kept) < VALID_NANOS ? kept : null;
    }

    /** Whether the one who asks is to look at the file again, for all who ask later; true once for what is kept. */
    boolean wantsRenewal(Kept kept) {
        return age(kept) >= FRESH_NANOS && kept.renewing.compareAndSet(false, true);
    }

    private long age(Kept kept) {
        return nanoTime.getAsLong() - kept.since;
    }

    /** Forgets what was kept, where nothing is to be found any more. */
    void remove(String path) {
        Kept kept = byPath.get(path);
        if (kept != null) {
            remove(path, kept);
        }
    }

    /** Keeps a file if all of it is in memory. */
    void put(String path, int depth, FoundFile file) {
        long size = file.bytesInMemory();
        if (size < 0) {
            return;
        }
        Kept kept = new Kept(
                depth, file, size + ENTRY_BYTES + 2L * path.length(), nanoTime.getAsLong(), new AtomicBoolean());
        Kept before = byPath.put(path, kept);
        long now = bytes.addAndGet(kept.bytes - (before == null ? 0 : before.bytes));
        if (now > mostBytes) {
            forget(kept.since - VALID_NANOS);
        }
    }

    /** What is in use is read again within a second anyway, so there is no need to choose well. */
    private void forget(long olderThan) {
        byPath.forEach((path, kept) -> {
            if (kept.since - olderThan <= 0) {
                remove(path, kept);
            }
        });
        if (bytes.get() > mostBytes) {
            byPath.forEach(this::remove);
        }
    }

    private void remove(String path, Kept kept) {
        if (byPath.remove(path, kept)) {
            bytes.addAndGet(-kept.bytes);
        }
    }

    long bytes() {
        return bytes.get();
    }
}
