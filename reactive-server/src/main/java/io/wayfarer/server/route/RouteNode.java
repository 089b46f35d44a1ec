/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A node of the {@link RouteTree}: literals to pass on entry, then a choice of children, then an end. Immutable. */
final class RouteNode {

    /** A child behind a regular expression. */
    record TypedChild(Segment.Typed segment, RouteNode node) {}

    private final String[] run;
    private final Map<String, RouteNode> literals;
    private final TypedChild[] typed;
    private final @Nullable RouteNode variable;
    private final @Nullable Endpoint complete;
    private final @Nullable Endpoint rest;

    RouteNode(
            List<String> run,
            Map<String, RouteNode> literals,
            List<TypedChild> typed,
            @Nullable RouteNode variable,
            @Nullable Endpoint complete,
            @Nullable Endpoint rest) {
        this.run = run.toArray(String[]::new);
        this.literals = Map.copyOf(literals);
        this.typed = typed.toArray(TypedChild[]::new);
        this.variable = variable;
        this.complete = complete;
        this.rest = rest;
    }

    /** Follows a walk that stands before this node's {@linkplain #run literals}; true ends the walk. */
    boolean visit(TreeWalk walk, int start) {
        int index = start;
        for (String literal : run) {
            String value = walk.segment(index);
            if (value == null || !value.equals(literal)) {
                return false;
            }
            index = walk.after(index);
        }
        if (walk.atEnd(index)) {
            if (complete != null && walk.complete(complete)) {
                return true;
            }
        } else if (descend(walk, index)) {
            return true;
        }
        // After the children, so that of two ** the one with more, or more exact, segments comes first.
        if (rest != null) {
            walk.rest(rest);
        }
        return false;
    }

    private boolean descend(TreeWalk walk, int index) {
        if (literals.isEmpty() && typed.length == 0 && variable == null) {
            return false;
        }
        String value = walk.segment(index);
        if (value == null) {
            return false;
        }
        int next = walk.after(index);
        RouteNode literal = literals.get(value);
        if (literal != null && literal.visit(walk, next)) {
            return true;
        }
        if (value.isEmpty()) {
            return false;
        }
        for (TypedChild child : typed) {
            if (walk.accepts(child.segment(), value) && child.node().visit(walk, next)) {
                return true;
            }
        }
        return variable != null && variable.visit(walk, next);
    }
}
