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
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Time to match one request to a list of routes, by each router that WebFlux may be given. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public abstract class RouteMatching {

    private Routers routers = Routers.of(RouteLine.generated("/api", 1, "list"));
    private MatchedRequests requests = new MatchedRequests(List.of());

    RouteMatching() {}

    /** Builds the routers from the list, and requests for these of its routes, in turn. */
    final void match(List<RouteLine> list, List<RouteLine> asked) {
        routers = Routers.of(list);
        requests = new MatchedRequests(asked);
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
