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
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import io.wayfarer.server.route.Responses;
import io.wayfarer.server.route.Routes;
import io.wayfarer.server.route.RoutesFilter;

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

    @Param({"WEB_FLUX", "ROUTES", "SHORT_CUT"})
    Way way = Way.ROUTES;

    private HttpHandler handler = (request, response) -> response.setComplete();
    private ServerHttpRequest request = MockServerHttpRequest.get("/").build();

    /** How a request comes to its handler. */
    public enum Way {
        /** Through WebFlux's own functional router. */
        WEB_FLUX,
        /** Through the dispatcher to our routes. */
        ROUTES,
        /** From the filter chain to our routes. */
        SHORT_CUT
    }

    @EnableWebFlux
    @Configuration(proxyBeanMethods = false)
    static class WebFlux {}

    /** Builds an application around the routes. */
    @Setup
    public void build() {
        List<RouteLine> lines = RouteLine.generated(routes, "list");
        request = MockServerHttpRequest.get(lines.get(routes / 2).path()).build();
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(WebFlux.class);
        if (way == Way.WEB_FLUX) {
            context.registerBean("routes", RouterFunction.class, () -> webFlux(lines));
        } else {
            context.registerBean(
                    "routes",
                    Routes.class,
                    () -> Routes.of(r -> lines.forEach(line -> r.get(line.pattern(), Responses.text("Hello world!")))));
        }
        if (way == Way.SHORT_CUT) {
            context.registerBean(RoutesFilter.class, () -> new RoutesFilter(context));
        }
        context.refresh();
        handler = WebHttpHandlerBuilder.applicationContext(context).build();
        if (!String.valueOf(request().getStatusCode()).startsWith("200")) {
            throw new IllegalStateException("the route does not answer");
        }
    }

    private static RouterFunction<ServerResponse> webFlux(List<RouteLine> lines) {
        RouterFunctions.Builder builder = RouterFunctions.route();
        lines.forEach(
                line -> builder.GET(line.pattern(), any -> ServerResponse.ok().bodyValue("Hello world!")));
        return builder.build();
    }

    /** One request and its response. */
    @Benchmark
    public ServerHttpResponse request() {
        MemoryResponse response = new MemoryResponse();
        handler.handle(request, response).subscribe();
        return response;
    }
}
