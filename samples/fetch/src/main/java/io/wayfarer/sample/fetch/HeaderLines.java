/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.hop.ProxyOptions;

/**
 * The lines of {@code --header}: {@code Name: value} sends a field in place of the program's own of that name,
 * {@code Name:} leaves that one out, {@code Name;} sends it empty. A line that is none of these is ignored, as curl does.
 */
final class HeaderLines {

    private record Field(String name, String value) {}

    private final List<Field> fields = new ArrayList<>();
    private final Set<String> mentioned = new HashSet<>();

    private HeaderLines() {}

    /** @throws FetchException when the file of {@code @file} cannot be read */
    static HeaderLines parse(List<String> arguments, Inputs inputs) throws FetchException {
        HeaderLines lines = new HeaderLines();
        for (String argument : arguments) {
            if (argument.startsWith("@")) {
                lines.addFile(argument.substring(1), inputs);
            } else {
                lines.add(argument);
            }
        }
        return lines;
    }

    private void addFile(String name, Inputs inputs) throws FetchException {
        try {
            new String(inputs.read(name), StandardCharsets.UTF_8).lines().forEach(this::add);
        } catch (IOException e) {
            throw new FetchException(ExitCode.READ_ERROR, "Failed to open/read local data from file " + name, e);
        }
    }

    private void add(String line) {
        int colon = line.indexOf(':');
        if (colon > 0) {
            String name = line.substring(0, colon);
            String value = line.substring(colon + 1).stripLeading();
            mentioned.add(name.toLowerCase(Locale.ROOT));
            if (!value.isEmpty()) {
                fields.add(new Field(name, value));
            }
        } else if (colon < 0 && line.length() > 1 && line.stripTrailing().endsWith(";")) {
            String name = line.substring(0, line.lastIndexOf(';'));
            mentioned.add(name.toLowerCase(Locale.ROOT));
            fields.add(new Field(name, ""));
        }
    }

    /** True when the line sets, empties or suppresses the field. */
    boolean mentions(String name) {
        return mentioned.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Takes suppressed and replaced fields out, and puts the given ones in. */
    void applyTo(HttpHeaders headers) {
        mentioned.forEach(headers::remove);
        fields.forEach(field -> headers.add(field.name(), onTheWire(field.value())));
    }

    /** Puts the given ones behind those that a proxy gets so far. */
    ProxyOptions applyTo(ProxyOptions options) {
        ProxyOptions all = options;
        for (Field field : fields) {
            all = all.withField(field.name(), onTheWire(field.value()));
        }
        return all;
    }

    /** Field values travel as Latin-1 (RFC 9110 section 5.5); the bytes of UTF-8 pass through it unharmed. */
    static String onTheWire(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
