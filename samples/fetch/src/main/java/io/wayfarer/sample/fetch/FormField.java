/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One {@code --form} as typed: {@code name=text}, {@code name=<file} (its content as a text), or {@code name=@file,file}
 * (uploads); behind it {@code ;type=} and {@code ;filename=}. Double quotes keep {@code ;} and {@code ,} from having a
 * meaning; inside them a backslash keeps the next character.
 *
 * @param contents the texts or the file names; more than one only for uploads
 * @param type media type given, or null
 * @param fileName name given for the upload, or null
 */
record FormField(
        String name,
        Kind kind,
        List<String> contents,
        @Nullable String type,
        @Nullable String fileName) {

    /** Where the content comes from. */
    enum Kind {
        TEXT,
        TEXT_FROM_FILE,
        UPLOAD
    }

    /** A text as it stands, of {@code --form-string}. */
    static FormField literal(String text) throws FetchException {
        int equals = equalsIn(text);
        return new FormField(text.substring(0, equals), Kind.TEXT, List.of(text.substring(equals + 1)), null, null);
    }

    private static int equalsIn(String text) throws FetchException {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw FetchException.usage("option -F: \"" + text + "\" is badly used here, it has no =");
        }
        return equals;
    }

    static FormField parse(String text) throws FetchException {
        int equals = equalsIn(text);
        String rest = text.substring(equals + 1);
        Kind kind = rest.startsWith("@") ? Kind.UPLOAD : rest.startsWith("<") ? Kind.TEXT_FROM_FILE : Kind.TEXT;
        List<String> segments = split(kind == Kind.TEXT ? rest : rest.substring(1), ';');
        StringBuilder type = null;
        String fileName = null;
        boolean insideType = false;
        for (String segment : segments.subList(1, segments.size())) {
            String parameter = segment.stripLeading();
            if (parameter.startsWith("headers=") || parameter.startsWith("encoder=")) {
                throw FetchException.usage("option -F: ;headers= and ;encoder= are not supported");
            }
            if (parameter.startsWith("type=")) {
                type = new StringBuilder(parameter.substring(5));
                insideType = true;
            } else if (parameter.startsWith("filename=")) {
                fileName = unquoted(parameter.substring(9));
                insideType = false;
            } else if (insideType && type != null) {
                // A parameter of the media type, such as charset.
                type.append(';').append(segment);
            }
        }
        List<String> contents = kind == Kind.UPLOAD ? split(segments.get(0), ',') : List.of(segments.get(0));
        return new FormField(
                text.substring(0, equals),
                kind,
                contents.stream().map(FormField::unquoted).toList(),
                type == null ? null : type.toString(),
                fileName);
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = quoted ? false : i == from || text.charAt(i - 1) == '=';
            } else if (c == separator && !quoted) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static String unquoted(String text) {
        if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            boolean escape = text.charAt(i) == '\\' && i + 1 < text.length() - 1;
            plain.append(text.charAt(escape ? ++i : i));
        }
        return plain.toString();
    }
}
