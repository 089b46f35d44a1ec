/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.util.CollectionUtils;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A declared route.
 *
 * @param condition what a request must fulfil beside path and method, or null
 * @param conditions of how many that one is made: the more, the more particular is the route
 * @param declared the handler as written, for listings
 * @param handler the handler inside its filters
 * @param bufferBytes how much of a request's body is kept for the next candidate; 0 keeps none
 */
record Route(
        RouteDescription description,
        RoutePattern pattern,
        @Nullable RequestPredicate condition,
        int conditions,
        HandlerFunction<ServerResponse> declared,
        HandlerFunction<ServerResponse> handler,
        int bufferBytes) {

    /** Names the attribute that {@link Routes#rest} reads. */
    static final String REST_ATTRIBUTE = Routes.class.getName() + ".rest";

    /** What {@code **} matched, turned into text only when somebody asks. */
    record Rest(RoutePattern pattern, PathContainer path) {
        String value() {
            return pattern.rest(path);
        }
    }

    /**
     * What an enclosing router function had matched before these routes were asked, as with
     * {@code RouterFunctions.nest}; usually nothing.
     */
    record Outer(@Nullable PathPattern pattern, Map<String, String> variables) {

        static final Outer NONE = new Outer(null, Map.of());

        static Outer of(Map<String, Object> attributes, Map<String, String> variables) {
            PathPattern pattern = (PathPattern) attributes.get(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE);
            return pattern == null && variables.isEmpty() ? NONE : new Outer(pattern, Map.copyOf(variables));
        }

        boolean nothing() {
            return pattern == null && variables.isEmpty();
        }

        /** Makes a request look as it did before any of these routes matched it. */
        void restore(Map<String, Object> attributes) {
            attributes.put(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE, variables);
            if (pattern == null) {
                attributes.remove(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE);
            } else {
                attributes.put(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE, pattern);
            }
        }
    }

    Route described(RouteDescription other) {
        return new Route(other, pattern, condition, conditions, declared, handler, bufferBytes);
    }

    /** The same route in another place, with a condition of that place. */
    Route moved(RoutePattern to, @Nullable RequestPredicate under, int more) {
        return new Route(
                description.moved(to.toString(), under == null ? null : under.toString()),
                to,
                under,
                conditions + more,
                declared,
                handler,
                bufferBytes);
    }

    Route handledBy(HandlerFunction<ServerResponse> other, int leastBufferBytes) {
        return new Route(
                description, pattern, condition, conditions, declared, other, Math.max(bufferBytes, leastBufferBytes));
    }

    /** The router function that this route leads to, or null. */
    @Nullable
    Mount mount() {
        return declared instanceof Mount mount ? mount : null;
    }

    /** The pattern to report, the enclosing one included. */
    PathPattern reported(Outer outer) {
        PathPattern own = pattern.pathPattern();
        return outer.pattern() == null ? own : outer.pattern().combine(own);
    }

    /** Leaves what handlers and observations read: the pattern, the variables and what {@code **} matched. */
    void bind(PathContainer path, Outer outer, Map<String, Object> attributes) {
        attributes.put(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE, reported(outer));
        if (pattern.hasVariables()) {
            Map<String, String> own = pattern.variables(path);
            attributes.put(
                    RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
                    outer.variables().isEmpty() ? own : CollectionUtils.compositeMap(outer.variables(), own));
        }
        if (pattern.open()) {
            attributes.put(REST_ATTRIBUTE, new Rest(pattern, path));
        }
    }

    @Override
    public String toString() {
        return description.toString();
    }
}
