/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import java.util.Optional;

/** Text between double quotes, with backslashes before what would end it (RFC 9110 section 5.6.4). */
public final class QuotedString {

    private QuotedString() {}

    /**
     * The text in quotes.
     *
     * @throws IllegalArgumentException when it holds what no field can carry, such as CR, LF or NUL
     */
    public static String quote(CharSequence text) {
        if (!Tokens.isFieldValue(text)) {
            throw new IllegalArgumentException("text: has characters that no field can carry");
        }
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    /** The text itself when it is a token, else {@link #quote in quotes}: as most parameters want it. */
    public static String quoteUnlessToken(CharSequence text) {
        return Tokens.isToken(text) ? text.toString() : quote(text);
    }

    /** What stands between the quotes; empty unless the whole text is one quoted string. */
    public static Optional<String> unquote(CharSequence quoted) {
        FieldCursor cursor = new FieldCursor(quoted);
        return Optional.ofNullable(cursor.quotedString()).filter(content -> cursor.atEnd());
    }
}
