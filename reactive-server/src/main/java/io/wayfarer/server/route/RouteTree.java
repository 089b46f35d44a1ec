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
import org.springframework.http.server.PathContainer.Element;
import org.springframework.http.server.PathContainer.PathSegment;

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
 * <p>Only then do the method and the conditions choose among them. So {@code /a/b/**} yields to <code>/a/{x}/c</code>
 * for {@code /a/b/c}, and <code>/{x}/b</code> to <code>/a/{y}</code> for {@code /a/b}.
 *
 * <p>A node lies at one depth, so a walk visits it at most once, and one more time for patterns with {@code **}: however
 * long the path, a match looks at no more segments than the patterns have together, and at no more than one per segment
 * of the path where patterns do not overlap. Literals are found by hash, so their number does not count.
 */
final class RouteTree {

    private final boolean ignoresTrailingSlash;
    private final RouteNode root;

    RouteTree(List<Route> routes, RouteOptions options) {
        RouteDraft draft = new RouteDraft();
        for (Route route : routes) {
            draft.add(route);
        }
        this.ignoresTrailingSlash = options.ignoresTrailingSlash();
        this.root = draft.compile(new ArrayList<>(), options.ignoresCase());
    }

    /** The route of highest precedence that answers, or null. */
    @Nullable
    Route first(PathContainer path, Wanted wanted) {
        return visit(path, wanted);
    }

    /** All routes that answer, in order of precedence. */
    List<Route> all(PathContainer path, Wanted wanted) {
        List<Route> routes = new ArrayList<>();
        visit(path, endpoint -> {
            endpoint.addAll(wanted, routes);
            return null;
        });
        return routes;
    }

    /** The methods of all patterns that match, sorted by name; empty when none matches. */
    Set<HttpMethod> methods(PathContainer path) {
        Set<HttpMethod> methods = new TreeSet<>(Comparator.comparing(HttpMethod::name));
        visit(path, endpoint -> {
            endpoint.addMethods(methods);
            return null;
        });
        return methods;
    }

    private @Nullable Route visit(PathContainer path, RouteNode.Visit visit) {
        List<Element> elements = path.elements();
        int end = elements.size();
        if (end > 0 && elements.get(0) instanceof PathSegment) {
            // A path that does not begin with a slash, as in "OPTIONS *", names no resource that a pattern could mean.
            return null;
        }
        if (ignoresTrailingSlash && end > 1 && !(elements.get(end - 1) instanceof PathSegment)) {
            end--;
        }
        Route complete = root.find(elements, end, 0, false, visit);
        return complete != null ? complete : root.find(elements, end, 0, true, visit);
    }

    /** A node while routes are added. */
    private static final class RouteDraft {
        private final Map<String, RouteDraft> literals = new LinkedHashMap<>();
        private final Map<String, TypedDraft> typed = new LinkedHashMap<>();
        private @Nullable RouteDraft variable;
        private final List<Route> complete = new ArrayList<>();
        private final List<Route> rest = new ArrayList<>();

        private record TypedDraft(Segment.Typed segment, RouteDraft draft) {}

        void add(Route route) {
            RouteDraft at = this;
            for (Segment segment : route.pattern().segments()) {
                at = at.child(segment);
            }
            (route.pattern().open() ? at.rest : at.complete).add(route);
        }

        private RouteDraft child(Segment segment) {
            if (segment instanceof Segment.Literal literal) {
                return literals.computeIfAbsent(literal.text(), text -> new RouteDraft());
            }
            if (segment instanceof Segment.Typed regex) {
                return typed.computeIfAbsent(regex.expression(), text -> new TypedDraft(regex, new RouteDraft()))
                        .draft();
            }
            if (variable == null) {
                variable = new RouteDraft();
            }
            return variable;
        }

        /** Compiles this node and all below; a chain of literals without a choice becomes one node. */
        RouteNode compile(List<String> run, boolean ignoresCase) {
            if (literals.size() == 1 && typed.isEmpty() && variable == null && complete.isEmpty() && rest.isEmpty()) {
                Map.Entry<String, RouteDraft> only =
                        literals.entrySet().iterator().next();
                run.add(only.getKey());
                return only.getValue().compile(run, ignoresCase);
            }
            Map<String, RouteNode> compiled = new LinkedHashMap<>();
            literals.forEach((text, draft) -> compiled.put(text, draft.compile(new ArrayList<>(), ignoresCase)));
            List<RouteNode.TypedChild> expressions = new ArrayList<>();
            typed.values()
                    .forEach(child -> expressions.add(new RouteNode.TypedChild(
                            child.segment(), child.draft().compile(new ArrayList<>(), ignoresCase))));
            return new RouteNode(
                    ignoresCase,
                    run,
                    compiled,
                    expressions,
                    variable == null ? null : variable.compile(new ArrayList<>(), ignoresCase),
                    Endpoint.of(complete),
                    Endpoint.of(rest));
        }
    }
}
