/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads a date in the ways in which people type one: a day with the name of its month, or {@code 20261121}, and where wanted a
 * time and a zone, in any order. A day of the week is passed over; what else there is makes it no date.
 */
final class DateArgument {

    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+|-(?=[a-z])|(?<=[a-z])-");
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final String DAYS = "monday tuesday wednesday thursday friday saturday sunday";

    private int day;
    private int month;
    private int year = -1;
    private LocalTime time = LocalTime.MIDNIGHT;
    private ZoneOffset zone = ZoneOffset.UTC;

    private DateArgument() {}

    /** Empty when it is no date. */
    static Optional<Instant> parse(String text) {
        DateArgument date = new DateArgument();
        try {
            for (String word : SEPARATOR.split(text.strip().toLowerCase(Locale.ROOT), -1)) {
                if (!date.take(word)) {
                    return Optional.empty();
                }
            }
            return Optional.ofNullable(date.instant());
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private boolean take(String word) {
        if (word.matches("\\d{1,2}:\\d{2}(:\\d{2})?")) {
            time = LocalTime.parse((word.indexOf(':') == 1 ? "0" : "") + word);
            return true;
        }
        if (word.matches("\\d{8}")) {
            year = Integer.parseInt(word.substring(0, 4));
            month = Integer.parseInt(word.substring(4, 6));
            day = Integer.parseInt(word.substring(6));
            return true;
        }
        if (word.matches("\\d{1,4}")) {
            return number(Integer.parseInt(word));
        }
        if (word.matches("[+-]\\d{4}")) {
            zone = ZoneOffset.of(word);
            return true;
        }
        return name(word);
    }

    private boolean number(int number) {
        if (day == 0 && number <= 31) {
            day = number;
        } else if (year < 0) {
            year = number < 70 ? number + 2000 : number < 100 ? number + 1900 : number;
        } else {
            return false;
        }
        return true;
    }

    private boolean name(String word) {
        if (word.equals("gmt") || word.equals("utc") || word.equals("z")) {
            return true;
        }
        if (word.length() < 3) {
            return false;
        }
        int at = MONTHS.indexOf(word.substring(0, 3));
        if (at >= 0 && at % 3 == 0 && month == 0) {
            month = at / 3 + 1;
            return true;
        }
        return (" " + DAYS).contains(" " + word);
    }

    private @Nullable Instant instant() {
        return year < 0
                ? null
                : LocalDateTime.of(LocalDate.of(year, month, day), time).toInstant(zone);
    }
}
