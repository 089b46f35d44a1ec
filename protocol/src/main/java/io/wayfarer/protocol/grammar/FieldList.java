/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Field values that are lists: elements between commas, of which empty ones do not count (RFC 9110 section 5.6.1). Several
 * fields of one name are one list when they are joined by commas (section 5.3).
 */
public final class FieldList {

    private FieldList() {}

    /**
     * The elements, without the white space around them. Commas in quoted strings belong to their element, which keeps its
     * quotes.
     *
     * @return empty when a quoted string does not end
     */
    public static Optional<List<String>> elements(CharSequence fieldValue) {
        List<String> elements = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < fieldValue.length(); i++) {
            char c = fieldValue.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == ',' && !quoted) {
                addTrimmed(elements, fieldValue, start, i);
                start = i + 1;
            }
        }
        if (quoted) {
            return Optional.empty();
        }
        addTrimmed(elements, fieldValue, start, fieldValue.length());
        return Optional.of(elements);
    }

    /**
     * The elements of a list of tokens, such as {@code Connection} or {@code Vary}.
     *
     * @return empty when an element is no token
     */
    public static Optional<List<String>> tokens(CharSequence fieldValue) {
        List<String> tokens = new ArrayList<>();
        FieldCursor cursor = new FieldCursor(fieldValue);
        do {
            cursor.skipWhiteSpace();
            @Nullable String token = cursor.token();
            if (token != null) {
                tokens.add(token);
                cursor.skipWhiteSpace();
            }
        } while (cursor.skip(','));
        return cursor.atEnd() ? Optional.of(tokens) : Optional.empty();
    }

    private static void addTrimmed(List<String> elements, CharSequence text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        if (end > start) {
            elements.add(text.subSequence(start, end).toString());
        }
    }

    private static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
