/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;

/**
 * Refuses values that cannot work, by the name of their property.
 *
 * @param prefix what the names begin with, without the last dot
 */
record PropertyChecks(String prefix) {

    /** What the transport's timers can count, in milliseconds. */
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    String name(String property) {
        return prefix + "." + property;
    }

    int atLeast(int least, String property, int value) {
        if (value < least) {
            throw new InvalidPropertyException(
                    name(property), "" + value, "it is less than " + least, "Set it to " + least + " or more.");
        }
        return value;
    }

    Duration time(String property, Duration value) {
        return time(property, value, "it is not between 1 ms and 24 days", "");
    }

    /** As {@link #time}, and 0, which is for none. */
    Duration timeOrNone(String property, Duration value) {
        return value.isZero()
                ? value
                : time(property, value, "it is neither 0 nor between 1 ms and 24 days", ", or to 0 for none");
    }

    private Duration time(String property, Duration value, String why, String besides) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST) > 0) {
            throw new InvalidPropertyException(
                    name(property),
                    "" + value,
                    why,
                    "Set it to a number with its unit, such as 500ms, 10s or 2m" + besides + ".");
        }
        return value;
    }

    int bytes(long least, String property, DataSize value) {
        if (value.toBytes() < least || value.toBytes() > Integer.MAX_VALUE) {
            throw new InvalidPropertyException(
                    name(property),
                    "" + value,
                    "it is not between " + least + (least == 1 ? " byte" : " bytes") + " and 2 GB",
                    "Set it to a size such as 64KB or 16MB.");
        }
        return (int) value.toBytes();
    }

    /** Bytes that never stand in memory at a time, and may be more than an array holds. */
    long size(String property, DataSize value) {
        if (value.toBytes() < 1) {
            throw new InvalidPropertyException(
                    name(property), "" + value, "it is less than 1 byte", "Set it to a size such as 64KB or 16MB.");
        }
        return value.toBytes();
    }

    /** {@link Long#MAX_VALUE} for 0, which is for no limit. */
    long sizeOrNone(String property, DataSize value) {
        if (value.isNegative()) {
            throw new InvalidPropertyException(
                    name(property),
                    "" + value,
                    "it is less than 0",
                    "Set it to a size such as 64KB or 16MB, or to 0 for none.");
        }
        return value.toBytes() == 0 ? Long.MAX_VALUE : value.toBytes();
    }

    /** Turns what the library says about a text into what the user wants to hear about a property. */
    <T> T accepted(String property, String value, String remedy, Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(
                    name(property), value, withoutStop(String.valueOf(e.getMessage())), remedy);
        }
    }

    /** An absolute path; null for none. */
    @Nullable
    Path path(String property, @Nullable String text) {
        if (!StringUtils.hasText(text)) {
            return null;
        }
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new InvalidPropertyException(
                    name(property), text, "it is no path: " + e.getReason(), "Set it to the path of a file.");
        }
    }

    static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
