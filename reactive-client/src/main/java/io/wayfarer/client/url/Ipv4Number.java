/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.url;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * IPv4 addresses in the many spellings that URLs allow (URL Standard, section 3.5): {@code 127.1}, {@code 0x7f.0.0.1},
 * {@code 2130706433}. A filter that compares hosts must see one spelling only.
 */
final class Ipv4Number {

    private static final long OVERFLOW = 1L << 32;

    private Ipv4Number() {}

    /** Whether the host must be an IPv4 address, because its last label is a number. */
    static boolean endsInNumber(String host) {
        List<String> labels = labels(host);
        String last = labels.get(labels.size() - 1);
        return (!last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9')) || number(last) >= 0;
    }

    /** The address in dotted decimal, or null when the host is none. */
    static @Nullable String parse(String host) {
        List<String> labels = labels(host);
        int count = labels.size();
        if (count > 4) {
            return null;
        }
        long address = 0;
        for (int i = 0; i < count; i++) {
            long number = number(labels.get(i));
            boolean last = i == count - 1;
            long end = last ? 1L << (8 * (5 - count)) : 256;
            if (number < 0 || number >= end) {
                return null;
            }
            address += last ? number : number << (8 * (3 - i));
        }
        return (address >> 24) + "." + ((address >> 16) & 255) + "." + ((address >> 8) & 255) + "." + (address & 255);
    }

    private static List<String> labels(String host) {
        List<String> labels = new ArrayList<>(Arrays.asList(host.split("\\.", -1)));
        if (labels.size() > 1 && labels.get(labels.size() - 1).isEmpty()) {
            labels.remove(labels.size() - 1);
        }
        return labels;
    }

    /** Decimal, octal after 0, hexadecimal after 0x; -1 when it is no number, 2^32 when it is a larger one. */
    private static long number(String label) {
        int radix = 10;
        int from = 0;
        if (label.length() > 1 && label.charAt(0) == '0') {
            boolean hexadecimal = label.charAt(1) == 'x' || label.charAt(1) == 'X';
            radix = hexadecimal ? 16 : 8;
            from = hexadecimal ? 2 : 1;
        } else if (label.isEmpty()) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < label.length(); i++) {
            int digit = label.charAt(i) < 0x80 ? Character.digit(label.charAt(i), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = Math.min(OVERFLOW, number * radix + digit);
        }
        return number;
    }
}
