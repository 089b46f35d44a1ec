/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The dates of the {@code Expires} attribute, RFC 6265bis section 5.1.1: forgiving about order, strict about ranges. */
final class CookieDate {

    /** What {@link #parse} answers when the text is no date. No date is that early. */
    static final long INVALID = Long.MIN_VALUE;

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    private final String text;
    private int hour = -1;
    private int minute;
    private int second;
    private int day = -1;
    private int month = -1;
    private int year = -1;

    private CookieDate(String text) {
        this.text = text;
    }

    /** Milliseconds since the epoch, or {@link #INVALID}. */
    static long parse(String text) {
        return new CookieDate(text).parse();
    }

    private long parse() {
        int i = 0;
        while (i < text.length()) {
            while (i < text.length() && delimiter(text.charAt(i))) {
                i++;
            }
            int start = i;
            while (i < text.length() && !delimiter(text.charAt(i))) {
                i++;
            }
            if (i > start) {
                token(start, i);
            }
        }
        return valid() ? millis() : INVALID;
    }

    /** Step 2: each token is tried as a time, a day of the month, a month and a year, in this order. */
    private void token(int start, int end) {
        if (hour < 0 && time(start, end)) {
            return;
        }
        int digits = digits(start, end);
        if (day < 0 && (digits == 1 || digits == 2)) {
            day = number(start, digits);
            return;
        }
        if (month < 0 && end - start >= 3 && monthAt(start) > 0) {
            month = monthAt(start);
            return;
        }
        if (year < 0 && digits >= 2 && digits <= 4) {
            year = number(start, digits);
            // Steps 3 and 4: two digits are of the years 1970 to 2069.
            if (year >= 70 && year <= 99) {
                year += 1900;
            } else if (year <= 69) {
                year += 2000;
            }
        }
    }

    /** {@code hms-time}: three fields of one or two digits; what follows a non-digit is ignored. */
    private boolean time(int start, int end) {
        int[] fields = new int[3];
        int at = start;
        for (int field = 0; field < 3; field++) {
            int digits = digits(at, end);
            if (digits < 1 || digits > 2) {
                return false;
            }
            fields[field] = number(at, digits);
            at += digits;
            if (field < 2) {
                if (at >= end || text.charAt(at) != ':') {
                    return false;
                }
                at++;
            }
        }
        hour = fields[0];
        minute = fields[1];
        second = fields[2];
        return true;
    }

    private int monthAt(int start) {
        for (int m = 0; m < 12; m++) {
            if (text.regionMatches(true, start, MONTHS, 3 * m, 3)) {
                return m + 1;
            }
        }
        return -1;
    }

    /** How many digits stand at the start, counting no further than five. */
    private int digits(int start, int end) {
        int i = start;
        while (i < end && i - start < 5 && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i - start;
    }

    private int number(int start, int digits) {
        return Integer.parseInt(text, start, start + digits, 10);
    }

    /** Step 5. */
    private boolean valid() {
        return hour >= 0
                && hour <= 23
                && minute <= 59
                && second <= 59
                && day >= 1
                && day <= 31
                && month > 0
                && year >= 1601;
    }

    private long millis() {
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        } catch (DateTimeException e) {
            return INVALID; // Step 6: such as the thirtieth of February.
        }
    }

    private static boolean delimiter(char c) {
        return c == '\t'
                || (c >= ' ' && c <= '/')
                || (c >= ';' && c <= '@')
                || (c >= '[' && c <= '`')
                || (c >= '{' && c <= '~');
    }
}
