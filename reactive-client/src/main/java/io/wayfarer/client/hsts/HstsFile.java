/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.file.EntryFile;

/**
 * Known HSTS hosts in the format of curl's {@code --hsts}, which reads what this writes and writes what this reads: a line a
 * host, a dot before it for its subdomains, then in quotes the time of expiry in UTC, or {@code unlimited}.
 */
public final class HstsFile {

    private static final String UNLIMITED = "unlimited";

    private HstsFile() {}

    /**
     * What a file holds.
     *
     * @param badLines how many lines were passed over because they are none of this format
     */
    public record Contents(List<HstsEntry> entries, int badLines) {

        public Contents {
            entries = List.copyOf(entries);
        }

        /** Puts the hosts into a store, in place of what it knows of them. */
        public void addTo(HstsStore store) {
            entries.forEach(store::put);
        }
    }

    public static Contents read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return read(reader);
        }
    }

    /** Reads to the end and does not close. */
    public static Contents read(Reader reader) throws IOException {
        List<HstsEntry> entries = new ArrayList<>();
        int badLines = EntryFile.read(reader, line -> {
            HstsEntry entry = parse(line);
            return entry != null && entries.add(entry);
        });
        return new Contents(entries, badLines);
    }

    private static @Nullable HstsEntry parse(String line) {
        int space = line.indexOf(' ');
        int open = line.indexOf('"');
        int close = line.indexOf('"', open + 1);
        if (space < 0 || open < space || close < 0) {
            return null;
        }
        boolean includeSubDomains = line.charAt(0) == '.';
        String host =
                HstsHost.name(line.substring(includeSubDomains ? 1 : 0, space).toLowerCase(Locale.ROOT));
        Instant expires = time(line.substring(open + 1, close));
        return expires == null || !HstsHost.eligible(host) ? null : new HstsEntry(host, includeSubDomains, expires);
    }

    private static @Nullable Instant time(String text) {
        return text.equals(UNLIMITED) ? Instant.MAX : EntryFile.time(text);
    }

    /** Writes the hosts and does not close. */
    public static void write(Writer writer, List<HstsEntry> entries) throws IOException {
        writer.write("# HSTS cache in the format of curl, https://curl.se/docs/hsts.html\n");
        writer.write("# Written by Wayfarer; edit at your own risk.\n");
        for (HstsEntry entry : entries) {
            boolean unlimited = entry.expires().isAfter(EntryFile.LAST);
            String time = unlimited ? UNLIMITED : EntryFile.text(entry.expires());
            writer.write((entry.includeSubDomains() ? "." : "") + entry.host() + " \"" + time + "\"\n");
        }
    }

    /** Replaces the file, so that a crash leaves the old or the new one; for its owner's eyes alone. */
    public static void write(Path file, List<HstsEntry> entries) throws IOException {
        EntryFile.write(file, writer -> write(writer, entries));
    }
}
