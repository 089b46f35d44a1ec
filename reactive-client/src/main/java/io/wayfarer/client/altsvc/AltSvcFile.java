/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.altsvc;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.file.EntryFile;
import io.wayfarer.client.url.Origin;

/**
 * Alternatives in the format of curl's {@code --alt-svc}, which reads what this writes and writes what this reads: a line an
 * alternative, with protocol, host and port of the server, the same of the alternative, in quotes the time of expiry in UTC,
 * then whether it persists, and a priority that means nothing.
 *
 * <p>curl tells a server's alternatives apart by the protocol in which it heard of them, and looks for each in turn. Here they
 * are one list, and written as heard in HTTP/1, where every curl looks.
 */
public final class AltSvcFile {

    private static final Pattern LINE = Pattern.compile(
            "(\\S{1,255}) (\\S{1,255}) (\\d{1,5}) (\\S{1,255}) (\\S{1,255}) (\\d{1,5}) \"([0-9: ]{1,32})\" (\\d) (\\d{1,10})");

    private static final String HTTP_1 = "http/1.1";
    private static final String HTTP_1_OF_CURL = "h1";

    private AltSvcFile() {}

    /**
     * What a file holds.
     *
     * @param badLines how many lines were passed over because they are none of this format
     */
    public record Contents(List<AltSvcEntry> entries, int badLines) {

        public Contents {
            entries = List.copyOf(entries);
        }

        /** Puts the alternatives into a store. */
        public void addTo(AltSvcStore store) {
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
        List<AltSvcEntry> entries = new ArrayList<>();
        int badLines = EntryFile.read(reader, line -> {
            AltSvcEntry entry = parse(line);
            return entry != null && entries.add(entry);
        });
        return new Contents(entries, badLines);
    }

    private static @Nullable AltSvcEntry parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return null;
        }
        String server = AltSvcField.host(parts.group(2));
        int port = AltSvcField.port(parts.group(3));
        String protocol = parts.group(4).equals(HTTP_1_OF_CURL) ? HTTP_1 : parts.group(4);
        String host = AltSvcField.host(parts.group(5));
        int itsPort = AltSvcField.port(parts.group(6));
        Instant expires = EntryFile.time(parts.group(7));
        return server == null || port < 0 || host == null || itsPort < 0 || expires == null
                ? null
                : new AltSvcEntry(
                        new Origin("https", server, port),
                        protocol,
                        host,
                        itsPort,
                        expires,
                        parts.group(8).equals("1"));
    }

    /** Writes the alternatives and does not close. */
    public static void write(Writer writer, List<AltSvcEntry> entries) throws IOException {
        writer.write("# Alt-Svc cache in the format of curl, https://curl.se/docs/alt-svc.html\n");
        writer.write("# Written by Wayfarer; edit at your own risk.\n");
        for (AltSvcEntry entry : entries) {
            String protocol = entry.protocol().equals(HTTP_1) ? HTTP_1_OF_CURL : entry.protocol();
            writer.write(HTTP_1_OF_CURL + " " + entry.origin().host() + " "
                    + entry.origin().port() + " " + protocol + " " + entry.host() + " " + entry.port() + " \""
                    + EntryFile.text(entry.expires()) + "\" " + (entry.persist() ? 1 : 0) + " 0\n");
        }
    }

    /** Replaces the file, so that a crash leaves the old or the new one; for its owner's eyes alone. */
    public static void write(Path file, List<AltSvcEntry> entries) throws IOException {
        EntryFile.write(file, writer -> write(writer, entries));
    }
}
