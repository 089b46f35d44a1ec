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
 * Time to match one request to the routes of a whole API that somebody has published, each route asked for in turn. The
 * lists are those of other routers' comparisons; see the README beside them.
 */
@State(Scope.Thread)
public class RouteListBenchmark extends RouteMatching {

    @Param({"github", "gplus", "parse", "static"})
    String list = "static";

    /** Builds the routers from one list. */
    @Setup
    public void build() {
        List<RouteLine> lines = RouteLine.published(list);
        match(lines, lines);
    }
}
