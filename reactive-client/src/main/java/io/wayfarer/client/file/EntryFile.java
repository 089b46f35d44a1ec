/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.file;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** What curl's files of state have in common: an entry a line, lines of remarks, and times in UTC. */
public final class EntryFile {

    /** The last time that its four digits for the year can tell. */
    public static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private EntryFile() {}

    /** Takes a line that is neither empty nor a remark. */
    @FunctionalInterface
    public interface Lines {

        /** @return false for a line that is none of the format */
        boolean take(String line);
    }

    /** Writes all text of a file. */
    @FunctionalInterface
    public interface Text {

        /** Neither flushes nor closes. */
        void writeTo(Writer writer) throws IOException;
    }

    /**
     * Reads to the end and does not close.
     *
     * @return how many lines were none of the format
     */
    public static int read(Reader reader, Lines lines) throws IOException {
        BufferedReader buffered = new BufferedReader(reader);
        int bad = 0;
        for (String line = buffered.readLine(); line != null; line = buffered.readLine()) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#") && !lines.take(text)) {
                bad++;
            }
        }
        return bad;
    }

    /** Replaces the file, so that a crash leaves the old or the new one; for its owner's eyes alone. */
    public static void write(Path file, Text text) throws IOException {
        ReplacedFile.write(file, out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.ISO_8859_1));
            text.writeTo(writer);
            writer.flush();
        });
    }

    /** Null when the text is no time of the format. */
    public static @Nullable Instant time(String text) {
        try {
            return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Times behind {@link #LAST} become that. */
    public static String text(Instant time) {
        return TIME.format((time.isAfter(LAST) ? LAST : time).atOffset(ZoneOffset.UTC));
    }
}
