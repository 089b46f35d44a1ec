/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.server;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import io.wayfarer.autoconfigure.server.transport.ResumedReads;
import io.wayfarer.benchmarks.route.RoutedApplication;

/** Reactor Netty's server before WebFlux applications of a few routes and of many, one for each number of routes. */
final class RoutedServer implements ContestedServer {

    private static final String TEXT = "x".repeat(Pages.SMALL_BYTES);

    private final DisposableServer server;

    RoutedServer(RoutedApplication application) {
        // By the character in which the paths differ: which of the applications is asked costs next to nothing.
        Map<Character, ReactorHttpHandlerAdapter> applications = Pages.ROUTES.stream()
                .collect(Collectors.toMap(
                        routes -> Pages.routeFolder(routes).charAt(1),
                        routes -> new ReactorHttpHandlerAdapter(
                                application.start(Pages.routeFolder(routes), routes, TEXT))));
        this.server = new ResumedReads()
                .apply(HttpServer.create())
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> Objects.requireNonNull(
                                applications.get(request.uri().charAt(1)))
                        .apply(request, response))
                .bindNow();
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
