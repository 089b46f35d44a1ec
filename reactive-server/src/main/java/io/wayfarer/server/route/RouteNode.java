/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer.Element;
import org.springframework.http.server.PathContainer.PathSegment;

/**
 * A node of the {@link RouteTree}: literals to pass on entry, then a choice of children, then an end. Immutable. A walk
 * stands between two segments: at the index of a separator, or at the end of the path. Its depth is that of the patterns,
 * never of the path, and it leaves nothing for the garbage collector.
 */
final class RouteNode {

    /** What is done at the end of each pattern that matches. */
    interface Visit {
        /** A route ends the walk, null sends it on. */
        @Nullable
        Route at(Endpoint endpoint);
    }

    /** A child behind a regular expression. */
    record TypedChild(Segment.Typed segment, RouteNode node) {}

    private final boolean ignoresCase;
    private final String[] run;
    private final Map<String, RouteNode> literals;
    private final TypedChild[] typed;
    private final @Nullable RouteNode variable;
    private final @Nullable Endpoint complete;
    private final @Nullable Endpoint rest;
    private final boolean leadsToRest;

    RouteNode(
            boolean ignoresCase,
            List<String> run,
            Map<String, RouteNode> literals,
            List<TypedChild> typed,
            @Nullable RouteNode variable,
            @Nullable Endpoint complete,
            @Nullable Endpoint rest) {
        this.ignoresCase = ignoresCase;
        this.run = run.toArray(String[]::new);
        this.literals = Map.copyOf(literals);
        this.typed = typed.toArray(TypedChild[]::new);
        this.variable = variable;
        this.complete = complete;
        this.rest = rest;
        this.leadsToRest = rest != null
                || (variable != null && variable.leadsToRest)
                || literals.values().stream().anyMatch(child -> child.leadsToRest)
                || typed.stream().anyMatch(child -> child.node().leadsToRest);
    }

    /**
     * Walks from an index before this node's literals.
     *
     * @param end where the path ends, for this tree
     * @param open whether patterns that end in {@code **} are visited, or else those that do not
     */
    @Nullable
    Route find(List<Element> path, int end, int start, boolean open, Visit visit) {
        if (open && !leadsToRest) {
            return null;
        }
        int at = start;
        for (String literal : run) {
            String value = segment(path, end, at);
            if (value == null || !literal.equals(comparable(value))) {
                return null;
            }
            at = after(path, end, at);
        }
        Route found = null;
        if (at < end) {
            found = descend(path, end, at, open, visit);
        } else if (!open && complete != null) {
            found = visit.at(complete);
        }
        // After the children, so that of two ** the one with more, or more exact, segments comes first.
        return found == null && open && rest != null ? visit.at(rest) : found;
    }

    private @Nullable Route descend(List<Element> path, int end, int at, boolean open, Visit visit) {
        if (literals.isEmpty() && typed.length == 0 && variable == null) {
            return null;
        }
        String value = segment(path, end, at);
        if (value == null) {
            return null;
        }
        int next = after(path, end, at);
        RouteNode literal = literals.get(comparable(value));
        Route found = literal == null ? null : literal.find(path, end, next, open, visit);
        if (found != null || value.isEmpty()) {
            return found;
        }
        for (TypedChild child : typed) {
            if (child.segment().accepts(value)) {
                found = child.node().find(path, end, next, open, visit);
                if (found != null) {
                    return found;
                }
            }
        }
        return variable == null ? null : variable.find(path, end, next, open, visit);
    }

    private String comparable(String value) {
        return ignoresCase ? Segment.folded(value) : value;
    }

    /**
     * The decoded segment after the separator at an index: "" when another separator or the end follows, null at the
     * end of the path and for a segment of nothing but parameters, which only {@code **} matches.
     */
    private static @Nullable String segment(List<Element> path, int end, int at) {
        if (at >= end) {
            return null;
        }
        if (at + 1 < end && path.get(at + 1) instanceof PathSegment segment) {
            String value = segment.valueToMatch();
            return value.isEmpty() ? null : value;
        }
        return "";
    }

    /** The index behind the segment that {@link #segment} returned. */
    private static int after(List<Element> path, int end, int at) {
        return at + 1 < end && path.get(at + 1) instanceof PathSegment ? at + 2 : at + 1;
    }
}
