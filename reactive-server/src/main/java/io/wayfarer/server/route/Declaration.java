/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.WebSocketService;

import io.wayfarer.server.route.RouteDescription.Kind;

/** Collects one declaration; a nested one is another of these, whose routes join this one's where it stands. */
final class Declaration implements RouteSpec {

    private final String prefix;
    private final @Nullable WebSocketService webSockets;
    private final List<HandlerFilterFunction<ServerResponse, ServerResponse>> filters = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private boolean closed;

    private Declaration(String prefix, @Nullable WebSocketService webSockets) {
        this.prefix = prefix;
        this.webSockets = webSockets;
    }

    /** Runs a declaration; the routes come in the order declared, each handler inside its filters. */
    static List<Route> read(String prefix, Consumer<RouteSpec> spec, @Nullable WebSocketService webSockets) {
        Declaration declaration = new Declaration(prefix, webSockets);
        spec.accept(declaration);
        declaration.closed = true;
        return declaration.routes.stream().map(declaration::filtered).toList();
    }

    private Route filtered(Route route) {
        HandlerFunction<ServerResponse> handler = route.handler();
        for (int i = filters.size() - 1; i >= 0; i--) {
            handler = filters.get(i).apply(handler);
        }
        return new Route(route.description(), route.pattern(), route.declared(), handler);
    }

    @Override
    public RouteSpec method(HttpMethod method, String pattern, HandlerFunction<ServerResponse> handler) {
        return add(method, pattern, Kind.HANDLER, Objects.requireNonNull(handler, "handler"));
    }

    @Override
    public RouteSpec webSocket(String pattern, WebSocketHandler handler) {
        Objects.requireNonNull(handler, "handler");
        return add(HttpMethod.GET, pattern, Kind.WEB_SOCKET, new WebSocketHandshake(handler, webSockets));
    }

    private RouteSpec add(HttpMethod method, String pattern, Kind kind, HandlerFunction<ServerResponse> handler) {
        requireOpen();
        RouteDescription asked = new RouteDescription(method, RoutePattern.join(prefix, pattern), kind);
        try {
            RoutePattern parsed = RoutePattern.parse(asked.pattern());
            RouteDescription description = new RouteDescription(method, parsed.toString(), kind);
            routes.add(new Route(description, parsed, handler, handler));
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException(asked.verb() + ' ' + bad.getMessage(), bad);
        }
        return this;
    }

    @Override
    public RouteSpec path(String nested, Consumer<RouteSpec> spec) {
        requireOpen();
        String whole = RoutePattern.join(prefix, nested);
        if (RoutePattern.parse(whole).open()) {
            throw new IllegalArgumentException("path " + whole + ": a prefix with ** (expected: none)");
        }
        routes.addAll(read(whole, spec, webSockets));
        return this;
    }

    @Override
    public RouteSpec filter(HandlerFilterFunction<ServerResponse, ServerResponse> filter) {
        requireOpen();
        filters.add(Objects.requireNonNull(filter, "filter"));
        return this;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This declaration of routes is complete; routes cannot be added any more");
        }
    }
}
