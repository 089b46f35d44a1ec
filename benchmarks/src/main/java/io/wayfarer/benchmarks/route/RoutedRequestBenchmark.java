/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.route;

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
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

/**
 * Time of a whole GET through WebFlux, from request to response, with request and response in memory: what a server adds
 * below is the same for all. The answer is a text of 12 characters, from the route in the middle of the list.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class RoutedRequestBenchmark {

    @Param({"1", "1000", "10000"})
    int routes;

    @Param
    RoutedApplication way = RoutedApplication.SHORT_CUT;

    private HttpHandler handler = (request, response) -> response.setComplete();
    private ServerHttpRequest request = MockServerHttpRequest.get("/").build();

    /** Builds an application around the routes. */
    @Setup
    public void build() {
        request = MockServerHttpRequest.get(RoutedApplication.path("/api", routes))
                .build();
        handler = way.start("/api", routes, "Hello world!");
        ServerHttpResponse response = request();
        HttpStatusCode status = response.getStatusCode();
        if (!response.isCommitted() || (status != null && status.value() != 200)) {
            throw new IllegalStateException("the route does not answer");
        }
    }

    /** One request and its response. */
    @Benchmark
    public ServerHttpResponse request() {
        MemoryResponse response = new MemoryResponse();
        handler.handle(request, response).subscribe();
        return response;
    }
}
