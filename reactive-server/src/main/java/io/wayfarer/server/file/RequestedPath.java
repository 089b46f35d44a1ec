/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.util.pattern.PathPattern;

/**
 * What a request asks for below the folder that a route serves.
 *
 * @param names of folders and the file, outermost first; each one {@link FileName#isAllowed}
 * @param folder whether a slash ends the path
 */
record RequestedPath(List<String> names, boolean folder) {

    RequestedPath {
        names = List.copyOf(names);
    }

    /**
     * How many segments of the request's path belong to the route, and not to the folder.
     *
     * @throws IllegalStateException if the pattern does not end in {@code **} or {@code {*name}}
     */
    static int depth(ServerRequest request) {
        if (!(request.attributes().get(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE) instanceof PathPattern matched)) {
            return 0;
        }
        String pattern = matched.getPatternString();
        int open = Math.max(pattern.lastIndexOf("/**"), pattern.lastIndexOf("/{*"));
        if (open < 0) {
            throw new IllegalStateException(
                    "A folder is served at " + pattern + " (expected: a pattern that ends in /**)");
        }
        int segments = 0;
        int braces = 0;
        for (int i = 0; i < open; i++) {
            switch (pattern.charAt(i)) {
                case '{' -> braces++;
                case '}' -> braces--;
                case '/' -> segments += braces == 0 ? 1 : 0;
                default -> {}
            }
        }
        return segments;
    }

    /**
     * The path below the route.
     *
     * @return empty when it names nothing that may be served: a name that is not allowed, an empty one, or one with
     *     {@code ;parameters}, as a file has one URL only
     */
    static Optional<RequestedPath> of(PathContainer path, int depth) {
        List<String> names = new ArrayList<>();
        boolean slash = false;
        int passed = 0;
        for (PathContainer.Element element : path.elements()) {
            if (!(element instanceof PathContainer.PathSegment segment)) {
                if (slash) {
                    return Optional.empty();
                }
                slash = true;
                continue;
            }
            slash = false;
            if (passed++ < depth) {
                continue;
            }
            if (segment.value().indexOf(';') >= 0 || !FileName.isAllowed(segment.valueToMatch())) {
                return Optional.empty();
            }
            names.add(segment.valueToMatch());
        }
        return Optional.of(new RequestedPath(names, slash));
    }
}
