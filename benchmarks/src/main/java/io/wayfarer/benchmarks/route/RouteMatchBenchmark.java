/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.route;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

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
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import io.wayfarer.server.route.Routes;

/**
 * Time to match one request among many routes, through {@code RouterFunction.route}, as WebFlux calls it.
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

    private RouterFunction<ServerResponse> webFlux = RouterFunctions.route()
            .GET("/", request -> ServerResponse.ok().build())
            .build();
    private Routes wayfarer =
            Routes.of(spec -> spec.get("/", request -> ServerResponse.ok().build()));
    private ServerRequest request = request("/");

    /** How routes end: {@code /api/resource7/list} or {@code /api/resource7/{id}}. */
    public enum Kind {
        EXACT("list"),
        VARIABLE("{id}");

        private final String end;

        Kind(String end) {
            this.end = end;
        }

        String pattern(int route) {
            return "/api/resource" + route + "/" + end;
        }

        String path(int route) {
            return pattern(route).replace("{id}", "4711");
        }
    }

    /** Builds the routers and asks each once, so that none is measured finding nothing. */
    @Setup
    public void build() {
        HandlerFunction<ServerResponse> handler = any -> ServerResponse.ok().build();
        RouterFunctions.Builder builder = RouterFunctions.route();
        for (int route = 0; route < routes; route++) {
            builder.GET(kind.pattern(route), handler);
        }
        webFlux = builder.build();
        wayfarer =
                Routes.of(spec -> IntStream.range(0, routes).forEach(route -> spec.get(kind.pattern(route), handler)));
        request = request(kind.path(routes / 2));
        RouteCatch.first(webFlux.route(request));
        RouteCatch.first(wayfarer.route(baseline()));
    }

    private static ServerRequest request(String path) {
        return ServerRequest.create(
                MockServerWebExchange.from(MockServerHttpRequest.get(path)),
                HandlerStrategies.withDefaults().messageReaders());
    }

    /** What the benchmark itself costs: a request forgets its last match, or patterns would be combined without end. */
    @Benchmark
    public ServerRequest baseline() {
        request.attributes().remove(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE);
        request.attributes().remove(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return request;
    }

    /** WebFlux's own functional router. */
    @Benchmark
    public HandlerFunction<ServerResponse> webFlux() {
        return RouteCatch.first(webFlux.route(baseline()));
    }

    /** Our compiled tree. */
    @Benchmark
    public HandlerFunction<ServerResponse> wayfarer() {
        return RouteCatch.first(wayfarer.route(baseline()));
    }
}
