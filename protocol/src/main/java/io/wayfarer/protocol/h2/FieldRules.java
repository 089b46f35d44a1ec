/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.util.Locale;

/** Which characters a field may hold (RFC 9113 section 8.2.1) and which fields belong to HTTP/1 alone (section 8.2.2). */
final class FieldRules {

    private static final boolean[] NAME = new boolean[128];

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            NAME[c] = true;
        }
        for (char c : "0123456789!#$%&'*+-.^_`|~".toCharArray()) {
            NAME[c] = true;
        }
    }

    private FieldRules() {}

    /** Whether all is lower case and a token; the colon of a pseudo-header field aside. */
    static boolean validName(CharSequence name) {
        int length = name.length();
        int i = length > 0 && name.charAt(0) == ':' ? 1 : 0;
        if (i == length) {
            return false;
        }
        for (; i < length; i++) {
            char c = name.charAt(i);
            if (c >= 128 || !NAME[c]) {
                return false;
            }
        }
        return true;
    }

    /** Neither NUL, LF nor CR anywhere, nor white space at an end; within one octet a character. */
    static boolean validValue(CharSequence value) {
        int length = value.length();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c > 255 || (c <= '\r' && (c == 0 || c == '\n' || c == '\r'))) {
                return false;
            }
        }
        return length == 0 || (!isSpace(value.charAt(0)) && !isSpace(value.charAt(length - 1)));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /** Whether the field speaks about one connection of HTTP/1, so that it means nothing here. */
    static boolean connectionSpecific(CharSequence name, CharSequence value) {
        return switch (name.length()) {
            case 2 -> is("te", name) && !is("trailers", lower(value));
            case 7 -> is("upgrade", name);
            case 10 -> is("connection", name) || is("keep-alive", name);
            case 16 -> is("proxy-connection", name);
            case 17 -> is("transfer-encoding", name);
            default -> false;
        };
    }

    /** The name as it is sent: in lower case, the same object where it is already. */
    static String lower(CharSequence name) {
        String text = name.toString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return text.toLowerCase(Locale.ROOT);
            }
        }
        return text;
    }

    private static boolean is(String expected, CharSequence name) {
        return expected.contentEquals(name);
    }
}
