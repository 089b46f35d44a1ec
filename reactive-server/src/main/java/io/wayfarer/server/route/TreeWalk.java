/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.Element;
import org.springframework.http.server.PathContainer.PathSegment;

/**
 * One walk of one path down a {@link RouteTree}; tells a subclass which endpoints match. Endpoints of patterns without
 * {@code **} come in order of precedence, those with it in theirs. Between two segments the walk stands at the index of
 * a separator, or at the end. Its depth is that of the patterns, never of the path.
 */
abstract class TreeWalk {

    private final List<Element> elements;
    private final int length;
    private int compared;

    TreeWalk(PathContainer path) {
        this.elements = path.elements();
        this.length = elements.size();
    }

    /** A pattern without {@code **} matches; true ends the walk. */
    abstract boolean complete(Endpoint endpoint);

    /** A pattern with {@code **} matches. */
    abstract void rest(Endpoint endpoint);

    final void from(RouteNode root) {
        // A path that does not begin with a slash, as in "OPTIONS *", names no resource that a pattern could mean.
        if (length == 0 || !(elements.get(0) instanceof PathSegment)) {
            root.visit(this, 0);
        }
    }

    final boolean atEnd(int index) {
        return index == length;
    }

    /**
     * The decoded segment after the separator at an index: "" when another separator or the end follows, null at the
     * end of the path and for a segment of nothing but parameters, which only {@code **} matches.
     */
    final @Nullable String segment(int index) {
        compared++;
        if (index >= length) {
            return null;
        }
        if (index + 1 < length && elements.get(index + 1) instanceof PathSegment segment) {
            String value = segment.valueToMatch();
            return value.isEmpty() ? null : value;
        }
        return "";
    }

    /** The index behind the segment that {@link #segment} returned. */
    final int after(int index) {
        return index + 1 < length && elements.get(index + 1) instanceof PathSegment ? index + 2 : index + 1;
    }

    final boolean accepts(Segment.Typed typed, String value) {
        compared++;
        return typed.accepts(value);
    }

    final int compared() {
        return compared;
    }
}
