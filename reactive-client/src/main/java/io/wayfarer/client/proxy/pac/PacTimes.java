/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The functions about the time: whether it is now between two days, dates or times, the ends included, around the end of
 * the week, year or day where the second is before the first; by the clock of this machine, or by GMT where the last argument
 * says so. What is no day, date or time is never now, as in browsers.
 */
final class PacTimes {

    private static final List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final int LAST_DAY = 31;
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;

    private final Clock clock;

    PacTimes(Clock clock) {
        this.clock = clock;
    }

    /** One day, or the first and the last. */
    boolean weekdayRange(List<String> call) {
        Span span = span(call);
        int first = index(DAYS, PacFunction.at(span.arguments, 0));
        int last = span.arguments.size() == 1 ? first : index(DAYS, PacFunction.at(span.arguments, 1));
        return span.arguments.size() <= 2
                && first >= 0
                && last >= 0
                && within(span.now.getDayOfWeek().getValue() - 1, first, last, true);
    }

    /** Day of the month, month and year, those of them that matter; once, or for the first and the last. */
    boolean dateRange(List<String> call) {
        Span span = span(call);
        List<String> all = span.arguments;
        boolean twice = all.size() % 2 == 0 && !all.isEmpty() && !mixed(all);
        int half = twice ? all.size() / 2 : all.size();
        Date first = Date.of(all.subList(0, half));
        Date last = Date.of(all.subList(all.size() - half, all.size()));
        return first != null
                && last != null
                && first.sameFields(last)
                && within(first.fieldsOf(span.now), first.number(), last.number(), first.year < 0);
    }

    /** Two that say different things are one date, such as a day and a month. */
    private static boolean mixed(List<String> two) {
        Date first = two.size() == 2 ? Date.of(two.subList(0, 1)) : null;
        Date second = two.size() == 2 ? Date.of(two.subList(1, 2)) : null;
        return first != null && second != null && !first.sameFields(second);
    }

    /** An hour; or hours, or hours and minutes, or with seconds, of the first and the last moment. */
    boolean timeRange(List<String> call) {
        Span span = span(call);
        List<Integer> numbers = new ArrayList<>();
        for (String argument : span.arguments) {
            if (!argument.matches("[0-9]{1,2}")) {
                return false;
            }
            numbers.add(Integer.valueOf(argument));
        }
        int now = span.now.toLocalTime().toSecondOfDay();
        return switch (numbers.size()) {
            case 1 -> span.now.getHour() == numbers.get(0);
            case 2 -> within(span.now.getHour(), numbers.get(0), numbers.get(1), true);
            case 4 -> within(now, seconds(numbers, 0, 0), seconds(numbers, 2, MINUTE - 1), true);
            case 6 -> within(now, seconds(numbers, 0, numbers.get(2)), seconds(numbers, 3, numbers.get(5)), true);
            default -> false;
        };
    }

    private static int seconds(List<Integer> numbers, int from, int seconds) {
        return numbers.get(from) * HOUR + numbers.get(from + 1) * MINUTE + seconds;
    }

    private static boolean within(int now, int first, int last, boolean around) {
        return (first <= last || !around) ? first <= now && now <= last : first <= now || now <= last;
    }

    private static int index(List<String> names, String name) {
        return names.indexOf(name.toUpperCase(Locale.ROOT));
    }

    /** The arguments without the word for GMT, and the time by that clock. */
    private record Span(List<String> arguments, ZonedDateTime now) {}

    private Span span(List<String> call) {
        int last = call.size() - 1;
        boolean gmt = last >= 0 && call.get(last).equalsIgnoreCase("GMT");
        ZonedDateTime now = gmt ? clock.instant().atZone(ZoneOffset.UTC) : ZonedDateTime.now(clock);
        return new Span(gmt ? call.subList(0, last) : call, now);
    }

    /** Fields that do not matter are -1. */
    private record Date(int year, int month, int day) {

        private static final int NO_MATTER = -1;

        /** Null when an argument is none of the three. */
        static @Nullable Date of(List<String> arguments) {
            int year = NO_MATTER;
            int month = NO_MATTER;
            int day = NO_MATTER;
            for (String argument : arguments) {
                if (argument.matches("[0-9]{1,4}")) {
                    int number = Integer.parseInt(argument);
                    if (number > LAST_DAY) {
                        year = number;
                    } else {
                        day = number;
                    }
                } else if (index(MONTHS, argument) >= 0) {
                    month = index(MONTHS, argument);
                } else {
                    return null;
                }
            }
            return arguments.isEmpty() ? null : new Date(year, month, day);
        }

        boolean sameFields(Date other) {
            return (year < 0) == (other.year < 0) && (month < 0) == (other.month < 0) && (day < 0) == (other.day < 0);
        }

        int number() {
            return number(year, month, day);
        }

        int fieldsOf(ZonedDateTime now) {
            return number(
                    year < 0 ? NO_MATTER : now.getYear(),
                    month < 0 ? NO_MATTER : now.getMonthValue() - 1,
                    day < 0 ? NO_MATTER : now.getDayOfMonth());
        }

        private static int number(int year, int month, int day) {
            return (Math.max(year, 0) * 12 + Math.max(month, 0)) * (LAST_DAY + 1) + Math.max(day, 0);
        }
    }
}
