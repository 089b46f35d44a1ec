/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.http.HttpRange;

/**
 * A part of a representation.
 *
 * @param first the first octet, counted from 0
 * @param last the last octet, included
 */
record ByteRange(long first, long last) {

    /** What a part costs beside its octets; a smaller gap between two parts is cheaper sent than left out. */
    private static final int PART_OVERHEAD = 80;

    long length() {
        return last - first + 1;
    }

    /** The value of {@code Content-Range} (RFC 9110 section 14.4). */
    String of(long length) {
        return "bytes " + first + '-' + last + '/' + length;
    }

    /**
     * What a {@code Range} field asks for of this many octets, in ascending order, without overlaps and without gaps not worth
     * leaving out (section 14.2 and 15.3.7.2).
     *
     * <p>Spring's {@code HttpRange} reads the field; its {@code toResourceRegions} and {@code ResourceHttpMessageWriter} do not
     * decide what comes of it: they refuse all ranges when one lies behind the end, with 500 (spring-framework#35536), answer
     * 416 to fields that are to be ignored, and send overlapping ranges as often as they are asked for.
     *
     * @param mostRanges a field with more is ignored, as is one that cannot be read
     * @return empty when the whole is to be sent; an empty list when no range can be satisfied
     */
    static Optional<List<ByteRange>> parse(String field, long length, int mostRanges) {
        // Units are compared without case (section 14.1), but Spring wants them lower-case.
        String value = field.strip();
        if (value.length() < 6
                || !value.substring(0, 6).toLowerCase(Locale.ROOT).equals("bytes=")) {
            return Optional.empty();
        }
        List<HttpRange> asked;
        try {
            asked = HttpRange.parseRanges("bytes=" + value.substring(6));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
        if (asked.isEmpty() || asked.size() > mostRanges) {
            return Optional.empty();
        }
        return Optional.of(merged(asked, length));
    }

    private static List<ByteRange> merged(List<HttpRange> asked, long length) {
        List<ByteRange> satisfiable = asked.stream()
                .map(range -> new ByteRange(range.getRangeStart(length), range.getRangeEnd(length)))
                .filter(range -> range.first < length && range.length() > 0)
                .sorted(Comparator.comparingLong(ByteRange::first))
                .toList();
        List<ByteRange> merged = new ArrayList<>();
        for (ByteRange range : satisfiable) {
            ByteRange before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (before != null && range.first - before.last <= PART_OVERHEAD) {
                merged.set(merged.size() - 1, new ByteRange(before.first, Math.max(before.last, range.last)));
            } else {
                merged.add(range);
            }
        }
        return merged;
    }
}
