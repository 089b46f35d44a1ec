/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.socket.WebSocketHandler;

import io.wayfarer.server.route.RouteDescription.Kind;

/** Collects one declaration; a nested one is another of these, whose routes join this one's where it stands. */
final class Declaration implements RouteSpec {

    private static final int NO_ROUTE = -1;
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final Set<String> DECLARING = Set.of(Declaration.class.getName(), RouteSpec.class.getName());

    private final String prefix;
    private final @Nullable RequestPredicate condition;
    private final int conditions;
    private final RouteOptions options;
    private final List<HandlerFilterFunction<ServerResponse, ServerResponse>> filters = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private int bufferBytes;
    private int latest = NO_ROUTE;
    private boolean closed;

    private Declaration(String prefix, @Nullable RequestPredicate condition, int conditions, RouteOptions options) {
        this.prefix = prefix;
        this.condition = condition;
        this.conditions = conditions;
        this.options = options;
    }

    /** Runs a declaration; the routes come in the order declared, each handler inside its filters. */
    static List<Route> read(Consumer<RouteSpec> spec, RouteOptions options) {
        List<Route> routes = new Declaration("", null, 0, options).read(spec);
        Map<String, Route> named = new LinkedHashMap<>();
        for (Route route : routes) {
            String name = route.description().name();
            Route before = name == null ? null : named.put(name, route);
            if (before != null) {
                throw new IllegalArgumentException(route + ": the name '" + name + "' is already that of " + before
                        + " (expected: a name of its own); declared at "
                        + route.description().origin() + ", the other at "
                        + before.description().origin());
            }
        }
        return routes;
    }

    private List<Route> read(Consumer<RouteSpec> spec) {
        spec.accept(this);
        closed = true;
        return routes.stream().map(this::filtered).toList();
    }

    private Route filtered(Route route) {
        HandlerFunction<ServerResponse> handler = route.handler();
        for (int i = filters.size() - 1; i >= 0; i--) {
            handler = filters.get(i).apply(handler);
        }
        return route.handledBy(handler, bufferBytes);
    }

    @Override
    public RouteSpec method(HttpMethod method, String pattern, HandlerFunction<ServerResponse> handler) {
        return add(method, pattern, Kind.HANDLER, Objects.requireNonNull(handler, "handler"));
    }

    @Override
    public RouteSpec webSocket(String pattern, WebSocketHandler handler) {
        Objects.requireNonNull(handler, "handler");
        return add(
                HttpMethod.GET, pattern, Kind.WEB_SOCKET, new WebSocketHandshake(handler, options.webSocketService()));
    }

    private RouteSpec add(HttpMethod method, String pattern, Kind kind, HandlerFunction<ServerResponse> handler) {
        requireOpen();
        String whole = RoutePattern.join(prefix, pattern);
        try {
            RoutePattern parsed = RoutePattern.parse(whole, options);
            RouteDescription description = new RouteDescription(
                    method,
                    parsed.toString(),
                    kind,
                    condition == null ? null : condition.toString(),
                    null,
                    Map.of(),
                    origin());
            latest = routes.size();
            routes.add(new Route(description, parsed, condition, conditions, handler, handler, 0));
        } catch (IllegalArgumentException bad) {
            String verb = kind == Kind.WEB_SOCKET ? "WEBSOCKET" : method.name();
            throw new IllegalArgumentException(verb + ' ' + bad.getMessage() + "; declared at " + origin(), bad);
        }
        return this;
    }

    /** The line of the application that is declaring something. */
    private static String origin() {
        return STACK.walk(frames -> frames.filter(frame -> !DECLARING.contains(frame.getClassName()))
                        .map(frame ->
                                frame.getClassName() + '(' + frame.getFileName() + ':' + frame.getLineNumber() + ')')
                        .findFirst())
                .orElse("an unknown place");
    }

    @Override
    public RouteSpec path(String nested, Consumer<RouteSpec> spec) {
        return nest(new Declaration(prefixed(nested), condition, conditions, options), spec);
    }

    @Override
    public RouteSpec when(RequestPredicate also, Consumer<RouteSpec> spec) {
        Objects.requireNonNull(also, "condition");
        return nest(new Declaration(prefix, and(also), conditions + 1, options), spec);
    }

    private RouteSpec nest(Declaration nested, Consumer<RouteSpec> spec) {
        requireOpen();
        routes.addAll(nested.read(spec));
        latest = NO_ROUTE;
        return this;
    }

    private String prefixed(String nested) {
        String whole = RoutePattern.join(prefix, nested);
        if (RoutePattern.parse(whole, options).open()) {
            throw new IllegalArgumentException("path " + whole + ": a prefix with ** (expected: none)");
        }
        return whole;
    }

    @Override
    public RouteSpec mount(String nested, RouterFunction<ServerResponse> router) {
        if (router instanceof Routes other) {
            return transplant(prefixed(nested), other.declared());
        }
        Mount mount = new Mount(prefixed(nested), Objects.requireNonNull(router, "router"));
        return add(RouteDescription.ANY, RoutePattern.join(nested, "/**"), Kind.ROUTER_FUNCTION, mount);
    }

    private RouteSpec transplant(String whole, List<Route> others) {
        requireOpen();
        for (Route route : others) {
            RoutePattern moved =
                    RoutePattern.parse(RoutePattern.join(whole, route.pattern().toString()), options);
            routes.add(route.moved(moved, and(route.condition()), conditions));
        }
        latest = NO_ROUTE;
        return this;
    }

    private @Nullable RequestPredicate and(@Nullable RequestPredicate also) {
        return condition == null || also == null ? (condition == null ? also : condition) : condition.and(also);
    }

    @Override
    public RouteSpec filter(HandlerFilterFunction<ServerResponse, ServerResponse> filter) {
        requireOpen();
        filters.add(Objects.requireNonNull(filter, "filter"));
        return this;
    }

    @Override
    public RouteSpec keepBody(int mostBytes) {
        requireOpen();
        if (mostBytes < 1) {
            throw new IllegalArgumentException("keepBody: " + mostBytes + " (expected: at least 1)");
        }
        bufferBytes = mostBytes;
        return this;
    }

    @Override
    public RouteSpec named(String name) {
        Objects.requireNonNull(name, "name");
        return describe("named", route -> route.named(name));
    }

    @Override
    public RouteSpec attribute(String name, Object value) {
        Objects.requireNonNull(value, "value");
        return describe("attribute", route -> route.with(name, value));
    }

    private RouteSpec describe(String what, UnaryOperator<RouteDescription> change) {
        requireOpen();
        if (latest == NO_ROUTE) {
            throw new IllegalStateException(what + ": stands behind no route of this declaration");
        }
        Route route = routes.get(latest);
        routes.set(latest, route.described(change.apply(route.description())));
        return this;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This declaration of routes is complete; routes cannot be added any more");
        }
    }
}
