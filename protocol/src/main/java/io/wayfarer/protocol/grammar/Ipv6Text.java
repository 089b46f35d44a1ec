/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import org.jspecify.annotations.Nullable;

/** The text form of IPv6 addresses without brackets and zone, RFC 4291 section 2.2 and RFC 5952. */
final class Ipv6Text {

    private static final int GROUPS = 8;

    private Ipv6Text() {}

    /** The 16 bytes of an address, or null. */
    static byte @Nullable [] parse(String text) {
        byte[] bytes = new byte[2 * GROUPS];
        int count = 0;
        int gap = -1;
        int i = 0;
        if (text.startsWith("::")) {
            gap = 0;
            i = 2;
        }
        while (i < text.length()) {
            int start = i;
            int group = 0;
            while (i < text.length() && i < start + 4 && Character.digit(ascii(text, i), 16) >= 0) {
                group = group << 4 | Character.digit(text.charAt(i), 16);
                i++;
            }
            if (i == start || count == GROUPS) {
                return null;
            }
            if (i < text.length() && text.charAt(i) == '.') {
                byte[] last = parseIpv4(text, start);
                if (last == null || count > GROUPS - 2) {
                    return null;
                }
                System.arraycopy(last, 0, bytes, 2 * count, 4);
                count += 2;
                break;
            }
            bytes[2 * count] = (byte) (group >> 8);
            bytes[2 * count + 1] = (byte) group;
            count++;
            if (i == text.length()) {
                break;
            }
            if (text.charAt(i++) != ':' || i == text.length()) {
                return null;
            }
            if (text.charAt(i) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                i++;
            }
        }
        if (gap < 0 ? count < GROUPS : count == GROUPS) {
            return null;
        }
        return gap < 0 ? bytes : widen(bytes, gap, count);
    }

    /** The four bytes of the dotted decimal number from an index to the end, or null. */
    static byte @Nullable [] parseIpv4(String text, int start) {
        byte[] bytes = new byte[4];
        int i = start;
        for (int part = 0; part < 4; part++) {
            if (part > 0 && ascii(text, i++) != '.') {
                return null;
            }
            int first = i;
            int value = 0;
            while (ascii(text, i) >= '0' && ascii(text, i) <= '9' && i < first + 3) {
                value = 10 * value + ascii(text, i) - '0';
                i++;
            }
            boolean leadingZero = i > first + 1 && text.charAt(first) == '0';
            if (i == first || leadingZero || value > 255) {
                return null;
            }
            bytes[part] = (byte) value;
        }
        return i == text.length() ? bytes : null;
    }

    /** The canonical form of 16 bytes: the longest run of two or more zero groups, the first of equals, is left out. */
    static String format(byte[] bytes) {
        int gap = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && group(bytes, end) == 0) {
                end++;
            }
            if (end - i > gapLength) {
                gap = i;
                gapLength = end - i;
            }
            i = Math.max(i, end);
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == gap) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(bytes, i)));
        }
        return text.toString();
    }

    /** Moves the groups behind the gap to the end. */
    private static byte[] widen(byte[] bytes, int gap, int count) {
        byte[] wide = new byte[2 * GROUPS];
        int behind = count - gap;
        System.arraycopy(bytes, 0, wide, 0, 2 * gap);
        System.arraycopy(bytes, 2 * gap, wide, 2 * (GROUPS - behind), 2 * behind);
        return wide;
    }

    private static int group(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xff) << 8 | (bytes[2 * index + 1] & 0xff);
    }

    /** The character at an index, or NUL behind the end and for what is not ASCII: no digit of another script counts. */
    private static char ascii(String text, int index) {
        char c = index < text.length() ? text.charAt(index) : 0;
        return c < 0x80 ? c : 0;
    }
}
