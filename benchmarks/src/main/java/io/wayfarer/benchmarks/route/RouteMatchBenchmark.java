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
 * Time to match one request among many routes, as WebFlux has it matched.
 *
 * <p>The route asked for stands in the middle of the list, so that a router that scans reads half of it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class RouteMatchBenchmark {

    @Param({"1", "1000", "10000"})
    int routes;

    @Param({"EXACT", "VARIABLE"})
    Kind kind = Kind.EXACT;

    private Routers routers = Routers.of(RouteLine.generated("/api", 1, "list"));
    private MatchedRequests requests = new MatchedRequests(List.of());

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
        routers = Routers.of(lines);
        requests = new MatchedRequests(List.of(lines.get(routes / 2)));
        webFlux();
        annotated();
        wayfarer();
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
