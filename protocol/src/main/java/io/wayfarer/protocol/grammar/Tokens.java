/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

/** The characters of header fields, RFC 9110 section 5: what may be sent, and what would break a message apart. */
public final class Tokens {

    private static final boolean[] TOKEN_CHARACTERS = new boolean[128];

    static {
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                .chars()
                .forEach(c -> TOKEN_CHARACTERS[c] = true);
    }

    private Tokens() {}

    /** Whether the character is a {@code tchar} of RFC 9110 section 5.6.2. */
    public static boolean isTokenCharacter(char c) {
        return c < TOKEN_CHARACTERS.length && TOKEN_CHARACTERS[c];
    }

    /**
     * Whether the text is a {@code token} of RFC 9110 section 5.6.2, as methods, field names and parameter names are.
     * The empty text is none.
     */
    public static boolean isToken(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenCharacter(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /**
     * Whether the text can be sent as a {@code field-value} of RFC 9110 section 5.5: no control character but the tab,
     * so neither CR, LF nor NUL, and nothing beyond the octets (U+00FF), which no field can carry. The empty text
     * can. So can white space around the value, although every recipient strips it.
     */
    public static boolean isFieldValue(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isFieldCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** HTAB, SP, VCHAR or obs-text. */
    static boolean isFieldCharacter(char c) {
        return c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff);
    }
}
