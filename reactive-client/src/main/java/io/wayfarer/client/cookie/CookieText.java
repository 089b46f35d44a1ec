/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

/** Characters and octets of cookies. */
final class CookieText {

    /** Of a character, in UTF-8. */
    static final int MOST_OCTETS = 3;

    private CookieText() {}

    /** RFC 6265bis section 5.6 step 1: no control character but the tab. */
    static boolean harmless(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    static boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Whether a URL can have this host (URL Standard, section 3.2), in ASCII; an IPv6 address stands in brackets. */
    static boolean host(String text) {
        boolean address = text.startsWith("[") && text.endsWith("]");
        for (int i = address ? 1 : 0; i < text.length() - (address ? 1 : 0); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || (address ? "[]/" : "#%/:<>?@[\\]^|").indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty() && !text.startsWith(".");
    }

    /**
     * The length on the wire. A header field arrives with one character for each octet; text that an application wrote
     * may hold others, which travel as UTF-8.
     */
    static int octets(String text, int from, int to) {
        int octets = to - from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c > 0xff) {
                octets += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return octets;
    }

    static int octets(String text) {
        return octets(text, 0, text.length());
    }

    /** What is left of a part of the text without blanks and tabs around it (WSP of RFC 5234). */
    static String trim(String text, int from, int to) {
        int start = skip(text, from, to);
        int end = back(text, start, to);
        // Many a cookie says Path=/ and many a flag has no value.
        return end - start == 1 && text.charAt(start) == '/' ? "/" : text.substring(start, end);
    }

    /** Where the first character that is no blank stands. */
    static int skip(String text, int from, int to) {
        int start = from;
        while (start < to && blank(text.charAt(start))) {
            start++;
        }
        return start;
    }

    /** Behind the last character that is no blank. */
    static int back(String text, int from, int to) {
        int end = to;
        while (end > from && blank(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }
}
