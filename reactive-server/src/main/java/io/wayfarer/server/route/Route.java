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
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A declared route.
 *
 * @param declared the handler as written, for listings
 * @param handler the handler inside its filters
 */
record Route(
        RouteDescription description,
        RoutePattern pattern,
        HandlerFunction<ServerResponse> declared,
        HandlerFunction<ServerResponse> handler) {

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

        private static final Outer NONE = new Outer(null, Map.of());

        static Outer of(Map<String, Object> attributes, Map<String, String> variables) {
            PathPattern pattern = (PathPattern) attributes.get(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE);
            return pattern == null && variables.isEmpty() ? NONE : new Outer(pattern, Map.copyOf(variables));
        }
    }

    /** The pattern to report, the enclosing one included. */
    PathPattern reported(Outer outer) {
        PathPattern own = pattern.pathPattern();
        return outer.pattern() == null ? own : outer.pattern().combine(own);
    }

    /** Leaves what handlers and observations read: the pattern, the variables and what {@code **} matched. */
    void bind(PathContainer path, Outer outer, Map<String, Object> attributes) {
        Map<String, String> own = pattern.variables(path);
        Map<String, String> all =
                outer.variables().isEmpty() ? own : CollectionUtils.compositeMap(outer.variables(), own);
        attributes.put(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE, reported(outer));
        attributes.put(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE, all);
        if (pattern.open()) {
            attributes.put(REST_ATTRIBUTE, new Rest(pattern, path));
        }
    }

    @Override
    public String toString() {
        return description.toString();
    }
}
