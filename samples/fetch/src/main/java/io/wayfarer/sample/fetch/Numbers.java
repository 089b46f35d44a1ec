/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Options whose argument is a number. */
final class Numbers {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([bkmgBKMG]?)");
    private static final double MOST_SECONDS = 24 * 24 * 3600;

    private Numbers() {}

    static Optional<Integer> wholeNumber(CommandLine line, Option option) throws FetchException {
        Optional<String> text = line.last(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.parseInt(text.get()));
        } catch (NumberFormatException e) {
            throw notANumber(option);
        }
    }

    /** Decimals allowed; 0 counts as not given, as in curl. */
    static Optional<Duration> seconds(CommandLine line, Option option) throws FetchException {
        Optional<String> text = line.last(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            double seconds = Double.parseDouble(text.get());
            if (seconds >= 0 && seconds < MOST_SECONDS) {
                long millis = (long) Math.ceil(seconds * 1000);
                return millis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
            }
        } catch (NumberFormatException e) {
            throw notANumber(option);
        }
        throw notANumber(option);
    }

    /** A count of bytes; K, M and G behind it multiply by powers of 1024. */
    static Optional<Long> bytes(CommandLine line, Option option) throws FetchException {
        Optional<String> text = line.last(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher size = SIZE.matcher(text.get());
        if (!size.matches()) {
            throw FetchException.usage(
                    "option " + option.names().strip() + ": expected a number of bytes, such as 500, 64K or 1M");
        }
        int power = "BKMG".indexOf(size.group(2).isEmpty() ? "B" : size.group(2).toUpperCase(Locale.ROOT));
        return Optional.of(Long.parseLong(size.group(1)) << (10 * power));
    }

    static FetchException notANumber(Option option) {
        return FetchException.usage("option " + option.names().strip() + ": expected a proper numerical parameter");
    }
}
