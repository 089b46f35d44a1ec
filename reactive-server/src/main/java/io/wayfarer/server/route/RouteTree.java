/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/**
 * All patterns of a declaration as one immutable radix tree over decoded path segments, and the one place where the
 * order of precedence is decided. Of the patterns that match a path:
 *
 * <ol>
 *   <li>one without {@code **} comes before one with it, as among Spring's annotated controllers;
 *   <li>then the first segment in which two patterns differ decides: a literal comes before {@code {name:regex}}, that
 *       before {@code {name}}, and any of them before {@code **}; of two regular expressions the first declared.
 * </ol>
 *
 * <p>Only then does the method choose among them. So {@code /a/b/**} yields to <code>/a/{x}/c</code> for
 * {@code /a/b/c}, and <code>/{x}/b</code> to <code>/a/{y}</code> for {@code /a/b}.
 *
 * <p>A node lies at one depth, so a walk visits it at most once: however long the path, a match looks at no more
 * segments than the patterns have together, and at no more than one per segment of the path where patterns do not
 * overlap. Literals are found by hash, so their number does not count.
 */
final class RouteTree {

    private final RouteNode root;

    RouteTree(List<Route> routes) {
        Draft draft = new Draft();
        for (Route route : routes) {
            draft.add(route);
        }
        this.root = draft.compile(new ArrayList<>());
    }

    /** The route of highest precedence that answers, or null. */
    @Nullable
    Route first(PathContainer path, Wanted wanted) {
        FirstRoute walk = new FirstRoute(path, wanted);
        walk.from(root);
        return walk.found();
    }

    /** All routes that answer, in order of precedence. */
    List<Route> all(PathContainer path, Wanted wanted) {
        AllRoutes walk = new AllRoutes(path, wanted);
        walk.from(root);
        return walk.found();
    }

    /** The methods of all patterns that match, sorted by name; empty when none matches. */
    Set<HttpMethod> methods(PathContainer path) {
        Methods walk = new Methods(path);
        walk.from(root);
        return walk.methods;
    }

    /** How many segments of patterns a search for {@link #first} compares: the measure of its work. */
    int work(PathContainer path, Wanted wanted) {
        FirstRoute walk = new FirstRoute(path, wanted);
        walk.from(root);
        return walk.compared();
    }

    private static final class FirstRoute extends TreeWalk {
        private final Wanted wanted;
        private @Nullable Route complete;
        private @Nullable Route rest;

        FirstRoute(PathContainer path, Wanted wanted) {
            super(path);
            this.wanted = wanted;
        }

        @Override
        boolean complete(Endpoint endpoint) {
            complete = endpoint.first(wanted);
            return complete != null;
        }

        @Override
        void rest(Endpoint endpoint) {
            if (rest == null) {
                rest = endpoint.first(wanted);
            }
        }

        @Nullable
        Route found() {
            return complete != null ? complete : rest;
        }
    }

    private static final class AllRoutes extends TreeWalk {
        private final Wanted wanted;
        private final List<Route> routes = new ArrayList<>();
        private final List<Route> rest = new ArrayList<>();

        AllRoutes(PathContainer path, Wanted wanted) {
            super(path);
            this.wanted = wanted;
        }

        @Override
        boolean complete(Endpoint endpoint) {
            endpoint.addAll(wanted, routes);
            return false;
        }

        @Override
        void rest(Endpoint endpoint) {
            endpoint.addAll(wanted, rest);
        }

        List<Route> found() {
            routes.addAll(rest);
            return routes;
        }
    }

    private static final class Methods extends TreeWalk {
        private final Set<HttpMethod> methods = new TreeSet<>(Comparator.comparing(HttpMethod::name));

        Methods(PathContainer path) {
            super(path);
        }

        @Override
        boolean complete(Endpoint endpoint) {
            endpoint.addMethods(methods);
            return false;
        }

        @Override
        void rest(Endpoint endpoint) {
            endpoint.addMethods(methods);
        }
    }

    /** A node while routes are added. */
    private static final class Draft {
        private final Map<String, Draft> literals = new LinkedHashMap<>();
        private final Map<String, TypedDraft> typed = new LinkedHashMap<>();
        private @Nullable Draft variable;
        private final List<Route> complete = new ArrayList<>();
        private final List<Route> rest = new ArrayList<>();

        private record TypedDraft(Segment.Typed segment, Draft draft) {}

        void add(Route route) {
            Draft at = this;
            for (Segment segment : route.pattern().segments()) {
                at = at.child(segment);
            }
            (route.pattern().open() ? at.rest : at.complete).add(route);
        }

        private Draft child(Segment segment) {
            if (segment instanceof Segment.Literal literal) {
                return literals.computeIfAbsent(literal.text(), text -> new Draft());
            }
            if (segment instanceof Segment.Typed regex) {
                return typed.computeIfAbsent(regex.expression(), text -> new TypedDraft(regex, new Draft()))
                        .draft();
            }
            if (variable == null) {
                variable = new Draft();
            }
            return variable;
        }

        /** Compiles this node and all below; a chain of literals without a choice becomes one node. */
        RouteNode compile(List<String> run) {
            if (literals.size() == 1 && typed.isEmpty() && variable == null && complete.isEmpty() && rest.isEmpty()) {
                Map.Entry<String, Draft> only = literals.entrySet().iterator().next();
                run.add(only.getKey());
                return only.getValue().compile(run);
            }
            Map<String, RouteNode> compiled = new LinkedHashMap<>();
            literals.forEach((text, draft) -> compiled.put(text, draft.compile(new ArrayList<>())));
            List<RouteNode.TypedChild> expressions = new ArrayList<>();
            typed.values()
                    .forEach(child -> expressions.add(new RouteNode.TypedChild(
                            child.segment(), child.draft().compile(new ArrayList<>()))));
            return new RouteNode(
                    run,
                    compiled,
                    expressions,
                    variable == null ? null : variable.compile(new ArrayList<>()),
                    Endpoint.of(complete),
                    Endpoint.of(rest));
        }
    }
}
