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
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST) > 0) {
            throw new InvalidPropertyException(
                    name(property),
                    "" + value,
                    "it is not between 1 ms and 24 days",
                    "Set it to a time such as 10s or 2m.");
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

    /** As {@link #size}, and {@link Long#MAX_VALUE} for 0. */
    long sizeOrNone(String property, DataSize value) {
        return value.toBytes() == 0 ? Long.MAX_VALUE : size(property, value);
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
