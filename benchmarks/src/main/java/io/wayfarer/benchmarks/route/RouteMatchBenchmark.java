/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.route;

import java.util.List;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Time to match one request among many routes, as WebFlux has it matched.
 *
 * <p>The route asked for stands in the middle of the list, so that a router that scans reads half of it.
 */
@State(Scope.Thread)
public class RouteMatchBenchmark extends RouteMatching {

    @Param({"1", "1000", "10000"})
    int routes;

    @Param({"EXACT", "VARIABLE"})
    Kind kind = Kind.EXACT;

    /** How routes end: {@code /api/resource7/list} or {@code /api/resource7/{id}}. */
    public enum Kind {
        EXACT("list"),
        VARIABLE("{id}");

        private final String end;

        Kind(String end) {
            this.end = end;
        }
    }

    /** Builds the routers and asks each once, so that none is measured finding nothing. */
    @Setup
    public void build() {
        List<RouteLine> lines = RouteLine.generated("/api", routes, kind.end);
        match(lines, List.of(lines.get(routes / 2)));
        webFlux();
        annotated();
        wayfarer();
    }
}
