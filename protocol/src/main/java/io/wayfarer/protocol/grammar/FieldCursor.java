/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import org.jspecify.annotations.Nullable;

/**
 * A position in a field value, for parsers that read from left to right. Not thread-safe.
 *
 * <p>A method that finds what it looks for moves behind it; one that does not stays where it was.
 */
final class FieldCursor {

    private final CharSequence text;
    private int position;

    FieldCursor(CharSequence text) {
        this.text = text;
    }

    boolean atEnd() {
        return position == text.length();
    }

    int position() {
        return position;
    }

    void returnTo(int earlier) {
        position = earlier;
    }

    boolean at(char c) {
        return position < text.length() && text.charAt(position) == c;
    }

    boolean atTokenCharacter() {
        return position < text.length() && Tokens.isTokenCharacter(text.charAt(position));
    }

    boolean skip(char c) {
        if (at(c)) {
            position++;
            return true;
        }
        return false;
    }

    /** Skips spaces and tabs (OWS, BWS: RFC 9110 section 5.6.3), and tells whether there were any. */
    boolean skipWhiteSpace() {
        int start = position;
        while (at(' ') || at('\t')) {
            position++;
        }
        return position > start;
    }

    /** A token (RFC 9110 section 5.6.2), or null. */
    @Nullable
    String token() {
        int start = position;
        while (atTokenCharacter()) {
            position++;
        }
        return position == start ? null : text.subSequence(start, position).toString();
    }

    /** The content of a quoted-string, its escapes undone (RFC 9110 section 5.6.4), or null. */
    @Nullable
    String quotedString() {
        if (!at('"')) {
            return null;
        }
        StringBuilder content = new StringBuilder();
        for (int i = position + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                position = i + 1;
                return content.toString();
            }
            if (c == '\\') {
                i++;
                if (i == text.length()) {
                    return null;
                }
                c = text.charAt(i);
            }
            if (!Tokens.isFieldCharacter(c)) {
                return null;
            }
            content.append(c);
        }
        return null;
    }

    /** A token or the content of a quoted-string, as most parameters allow, or null. */
    @Nullable
    String value() {
        return at('"') ? quotedString() : token();
    }

    /** A token68 (RFC 9110 section 11.2), or null. */
    @Nullable
    String token68() {
        int start = position;
        while (position < text.length() && isToken68Character(text.charAt(position))) {
            position++;
        }
        if (position == start) {
            return null;
        }
        while (at('=')) {
            position++;
        }
        return text.subSequence(start, position).toString();
    }

    private static boolean isToken68Character(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~+/".indexOf(c) >= 0;
    }
}
