/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values for JSON (RFC 8259), written as curl writes them. */
final class Json {

    private Json() {}

    static String text(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            quoted.append(escaped(text.charAt(i)));
        }
        return quoted.append('"').toString();
    }

    static String text(Optional<String> text) {
        return text.map(Json::text).orElse("null");
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> c < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c);
        };
    }

    /** A member a line, each with the list of its values. */
    static String lists(Map<String, List<String>> members) {
        return members.entrySet().stream()
                .map(member -> text(member.getKey()) + ":"
                        + member.getValue().stream().map(Json::text).collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",\n", "{", "\n}"));
    }
}
