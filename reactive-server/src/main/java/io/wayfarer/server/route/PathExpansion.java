/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

import org.springframework.web.util.UriUtils;

/** Reverse routing: the path that a pattern stands for, its variables filled in and encoded. */
final class PathExpansion {

    private final RoutePattern pattern;
    private final StringBuilder path = new StringBuilder();

    private PathExpansion(RoutePattern pattern) {
        this.pattern = pattern;
    }

    /** Fills the variables from left to right, what {@code **} stands for last; throws if there are more or fewer. */
    static String expand(RoutePattern pattern, List<Object> values) {
        long expected = pattern.segments().stream()
                        .filter(segment -> !(segment instanceof Segment.Literal))
                        .count()
                + (pattern.open() ? 1 : 0);
        if (values.size() != expected) {
            throw new IllegalArgumentException(
                    pattern + ": " + values.size() + " values for its variables (expected: " + expected + ")");
        }
        return new PathExpansion(pattern).with(values);
    }

    private String with(List<Object> values) {
        int used = 0;
        for (Segment segment : pattern.segments()) {
            if (segment instanceof Segment.Literal literal) {
                path.append('/').append(UriUtils.encodePathSegment(literal.text(), UTF_8));
            } else {
                append(segment, values.get(used++).toString());
            }
        }
        if (pattern.open()) {
            String rest = values.get(used).toString();
            if (!rest.isEmpty()) {
                for (String part : (rest.startsWith("/") ? rest.substring(1) : rest).split("/", -1)) {
                    append(part);
                }
            }
        }
        return path.isEmpty() ? "/" : path.toString();
    }

    private void append(Segment segment, String value) {
        if (value.isEmpty() || (segment instanceof Segment.Typed typed && !typed.accepts(value))) {
            throw new IllegalArgumentException(
                    pattern + ": '" + value + "' is no value for " + segment.shape() + " of this pattern");
        }
        append(value);
    }

    /** No encoding keeps a segment of dots from being taken for a step up or a step on the spot. */
    private void append(String value) {
        if (value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException(pattern + ": '" + value + "' cannot be a segment of a path");
        }
        path.append('/').append(UriUtils.encode(value, UTF_8));
    }
}
