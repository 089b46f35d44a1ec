/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.section;

import java.util.Locale;

import io.wayfarer.protocol.header.HeaderList;

/** Which characters a field may hold (RFC 9113 section 8.2.1) and which fields belong to HTTP/1 alone (section 8.2.2); in HTTP/3 the same (RFC 9114 section 4.2). */
public final class FieldRules {

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
    public static boolean validName(CharSequence name) {
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
    public static boolean validValue(CharSequence value) {
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

    /**
     * Checks what is to be sent. Names may have capital letters, which {@link #lower} takes away.
     *
     * @throws IllegalArgumentException when a name or a value holds what no field may hold, or pseudo-header fields do not come
     *     first
     */
    public static void check(HeaderList list) {
        boolean regular = false;
        for (int i = 0; i < list.size(); i++) {
            String name = list.name(i);
            boolean pseudo = !name.isEmpty() && name.charAt(0) == ':';
            if (!validName(name) && !validName(lower(name))) {
                throw new IllegalArgumentException("field " + i + " has a name with characters that none may have");
            }
            if (!validValue(list.value(i))) {
                throw new IllegalArgumentException(
                        "field " + name + " has a value with characters that none may have (expected: no CR, LF, NUL,"
                                + " no white space at its ends, one octet a character)");
            }
            if (pseudo && regular) {
                throw new IllegalArgumentException("field " + name + " stands behind other fields (expected: before)");
            }
            regular = !pseudo;
        }
    }

    /** What a section counts as for the peer's limit of its size (RFC 9113 section 6.5.2, RFC 9114 section 4.2.2). */
    public static long sizeOf(HeaderList list) {
        long octets = 0;
        for (int i = 0; i < list.size(); i++) {
            octets += list.name(i).length() + list.value(i).length() + 32;
        }
        return octets;
    }

    /** Whether the field speaks about one connection of HTTP/1, so that it means nothing here. */
    public static boolean connectionSpecific(CharSequence name, CharSequence value) {
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
    public static String lower(CharSequence name) {
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
