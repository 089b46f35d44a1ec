/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What one contestant did in one round.
 *
 * @param operations exchanges answered as they should be
 * @param errors exchanges that failed or were answered wrongly
 * @param cpuNanos user and system time of the whole process
 * @param allocatedBytes on the heap, by all threads that were alive at the end
 * @param compilerNanos during which the just-in-time compiler was at work
 * @param wallNanos from the first request to the last answer
 * @param p50Nanos median latency, as a caller sees it
 * @param p99Nanos latency that one in a hundred exceeds
 * @param firstError empty if there was none
 */
record Measurement(
        long operations,
        long errors,
        long cpuNanos,
        long allocatedBytes,
        long compilerNanos,
        long wallNanos,
        long p50Nanos,
        long p99Nanos,
        String firstError) {

    /** What was used between two moments, by who answers and so does not count operations. */
    static Measurement of(Usage now, Usage before) {
        return new Measurement(
                0,
                0,
                now.cpuNanosSince(before),
                now.allocatedBytesSince(before),
                now.compilerNanosSince(before),
                0,
                0,
                0,
                "");
    }

    /** The operations, errors and times of this one, with what the other has used. */
    Measurement with(Measurement used) {
        return new Measurement(
                operations,
                errors,
                used.cpuNanos,
                used.allocatedBytes,
                used.compilerNanos,
                wallNanos,
                p50Nanos,
                p99Nanos,
                firstError);
    }

    double cpuMicrosPerOperation() {
        return cpuNanos / 1_000.0 / Math.max(1, operations);
    }

    double bytesPerOperation() {
        return (double) allocatedBytes / Math.max(1, operations);
    }

    /** From 0 to 1; near 0 when warm. */
    double compilerShare() {
        return (double) compilerNanos / Math.max(1, wallNanos);
    }

    /** One line, for {@link #parse(String)}. */
    String encode() {
        return operations + " " + errors + " " + cpuNanos + " " + allocatedBytes + " " + compilerNanos + " " + wallNanos
                + " " + p50Nanos + " " + p99Nanos + " =" + URLEncoder.encode(firstError, StandardCharsets.UTF_8);
    }

    static Measurement parse(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != 9 || !fields[8].startsWith("=")) {
            throw new IllegalArgumentException("not a measurement: \"" + line + "\"");
        }
        return new Measurement(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                Long.parseLong(fields[5]),
                Long.parseLong(fields[6]),
                Long.parseLong(fields[7]),
                URLDecoder.decode(fields[8].substring(1), StandardCharsets.UTF_8));
    }
}
