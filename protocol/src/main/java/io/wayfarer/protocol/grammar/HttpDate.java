/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Dates in header fields, RFC 9110 section 5.6.7: one format to write, three to read. */
public final class HttpDate {

    private static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int LONGEST = "Wednesday, 06-Nov-94 08:49:37 GMT".length();

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private HttpDate() {}

    /**
     * Writes an IMF-fixdate such as {@code Sun, 06 Nov 1994 08:49:37 GMT}; fractions of a second are cut off.
     *
     * @throws IllegalArgumentException when the year has not four digits
     */
    public static String format(Instant instant) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new IllegalArgumentException("instant: " + instant + " (expected: a year from 0000 to 9999)");
        }
        LocalDateTime date = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(29);
        text.append(DAYS.get(date.getDayOfWeek().getValue() - 1), 0, 3).append(", ");
        twoDigits(text, date.getDayOfMonth()).append(' ');
        text.append(MONTHS, 3 * (date.getMonthValue() - 1), 3 * date.getMonthValue())
                .append(' ');
        twoDigits(text, date.getYear() / 100);
        twoDigits(text, date.getYear() % 100).append(' ');
        twoDigits(text, date.getHour()).append(':');
        twoDigits(text, date.getMinute()).append(':');
        return twoDigits(text, date.getSecond()).append(" GMT").toString();
    }

    /**
     * Reads an IMF-fixdate, the obsolete format of RFC 850, or that of C's {@code asctime}.
     *
     * <p>The day of the week has to be one, but not the right one: the date tells. Second 60, a leap second, is the
     * second after 59.
     *
     * @param clock decides what a year of two digits means: the latest such year that puts the date not more than 50
     *     years into the future
     * @return empty when the text is in none of the formats or names a day or time that does not exist
     */
    public static Optional<Instant> parse(CharSequence text, Clock clock) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String date = text.toString();
        try {
            int comma = date.indexOf(',');
            if (comma < 0) {
                return Optional.ofNullable(asctime(date));
            }
            return Optional.ofNullable(comma == 3 ? fixdate(date) : rfc850(date, comma, clock));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /** {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
    private static @Nullable Instant fixdate(String text) {
        boolean formed = text.length() == 29
                && isShortDay(text)
                && text.startsWith(", ", 3)
                && text.charAt(7) == ' '
                && text.charAt(11) == ' '
                && text.charAt(16) == ' '
                && text.endsWith(" GMT");
        return formed ? instant(number(text, 12, 4), month(text, 8), number(text, 5, 2), text, 17) : null;
    }

    /** {@code Sunday, 06-Nov-94 08:49:37 GMT}. */
    private static @Nullable Instant rfc850(String text, int comma, Clock clock) {
        int day = comma + 2;
        boolean formed = text.length() == comma + 24
                && DAYS.contains(text.substring(0, comma))
                && text.charAt(comma + 1) == ' '
                && text.charAt(day + 2) == '-'
                && text.charAt(day + 6) == '-'
                && text.charAt(day + 9) == ' '
                && text.endsWith(" GMT");
        int twoDigitYear = formed ? number(text, day + 7, 2) : -1;
        if (twoDigitYear < 0) {
            return null;
        }
        LocalDateTime horizon =
                LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).plusYears(50);
        int year = horizon.getYear() - Math.floorMod(horizon.getYear() - twoDigitYear, 100);
        Instant latest = instant(year, month(text, day + 3), number(text, day, 2), text, day + 10);
        if (latest != null && latest.isAfter(horizon.toInstant(ZoneOffset.UTC))) {
            return instant(year - 100, month(text, day + 3), number(text, day, 2), text, day + 10);
        }
        return latest;
    }

    /** {@code Sun Nov  6 08:49:37 1994}. */
    private static @Nullable Instant asctime(String text) {
        boolean formed = text.length() == 24
                && isShortDay(text)
                && text.charAt(3) == ' '
                && text.charAt(7) == ' '
                && text.charAt(10) == ' '
                && text.charAt(19) == ' ';
        if (!formed) {
            return null;
        }
        int day = text.charAt(8) == ' ' ? number(text, 9, 1) : number(text, 8, 2);
        return instant(number(text, 20, 4), month(text, 4), day, text, 11);
    }

    /** Completes a date by the {@code hh:mm:ss} at an index. Null when a number is none. */
    private static @Nullable Instant instant(int year, int month, int day, String text, int time) {
        int hour = number(text, time, 2);
        int minute = number(text, time + 3, 2);
        int second = number(text, time + 6, 2);
        boolean formed = year >= 0 && text.charAt(time + 2) == ':' && text.charAt(time + 5) == ':' && second <= 60;
        if (!formed || second < 0) {
            return null;
        }
        int leap = second == 60 ? 1 : 0;
        return LocalDateTime.of(year, month, day, hour, minute, second - leap)
                .plusSeconds(leap)
                .toInstant(ZoneOffset.UTC);
    }

    private static boolean isShortDay(String text) {
        return DAYS.stream().anyMatch(day -> day.regionMatches(0, text, 0, 3));
    }

    /** The month named at an index, from 1; 0 when none is. */
    private static int month(String text, int index) {
        for (int month = 1; month <= 12; month++) {
            if (MONTHS.regionMatches(3 * (month - 1), text, index, 3)) {
                return month;
            }
        }
        return 0;
    }

    /** The decimal number at an index; negative when one of the characters is no digit. */
    private static int number(String text, int index, int digits) {
        int value = 0;
        for (int i = index; i < index + digits; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = 10 * value + c - '0';
        }
        return value;
    }

    private static StringBuilder twoDigits(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
