/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.route;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Time to match one request to the routes of a whole API that somebody has published, each route asked for in turn. The
 * lists are those of other routers' comparisons; see the README beside them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class RouteListBenchmark {

    @Param({"github", "gplus", "parse", "static"})
    String list = "static";

    private Routers routers = Routers.of(RouteLine.generated("/api", 1, "list"));
    private MatchedRequests requests = new MatchedRequests(List.of());

    /** Builds the routers from one list. */
    @Setup
    public void build() {
        List<RouteLine> lines = RouteLine.published(list);
        routers = Routers.of(lines);
        requests = new MatchedRequests(lines);
    }

    /** What the benchmark itself costs. */
    @Benchmark
    public ServerRequest baseline() {
        return requests.next();
    }

    /** WebFlux's own functional router. */
    @Benchmark
    public Object webFlux() {
        return routers.byWebFlux(requests.next());
    }

    /** The mapping of WebFlux's annotated controllers. */
    @Benchmark
    public Object annotated() {
        return routers.byAnnotations(requests.next());
    }

    /** Our compiled tree. */
    @Benchmark
    public Object wayfarer() {
        return routers.byWayfarer(requests.next());
    }
}
