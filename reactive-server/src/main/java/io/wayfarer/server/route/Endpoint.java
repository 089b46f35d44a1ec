/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

import io.wayfarer.server.route.RouteDescription.Kind;

/**
 * The routes of one pattern, by method. Of several for one method, those with more conditions come first, then as
 * declared, so that the one without is what is left for all other requests.
 */
final class Endpoint {

    private static final Route[] NONE = {};
    private static final List<HttpMethod> ALL_BUT_TRACE = Stream.of(HttpMethod.values())
            .filter(method -> !method.equals(HttpMethod.TRACE))
            .toList();

    private final Map<HttpMethod, Route[]> byMethod;
    private final Route[] any;
    private final Route[] webSockets;

    private Endpoint(Map<HttpMethod, Route[]> byMethod, Route[] any, Route[] webSockets) {
        this.byMethod = byMethod;
        this.any = any;
        this.webSockets = webSockets;
    }

    /** An endpoint of routes with one shape of pattern, or null of none; throws if two answer the same requests. */
    static @Nullable Endpoint of(List<Route> routes) {
        if (routes.isEmpty()) {
            return null;
        }
        Map<HttpMethod, List<Route>> byMethod = new HashMap<>();
        List<Route> webSockets = new ArrayList<>();
        for (Route route : routes) {
            RouteDescription description = route.description();
            add(
                    route,
                    description.kind() == Kind.WEB_SOCKET
                            ? webSockets
                            : byMethod.computeIfAbsent(description.method(), method -> new ArrayList<>()));
        }
        List<Route> any = byMethod.remove(RouteDescription.ANY);
        Map<HttpMethod, Route[]> arrays = new HashMap<>();
        byMethod.forEach((method, list) -> arrays.put(method, list.toArray(NONE)));
        return new Endpoint(Map.copyOf(arrays), any == null ? NONE : any.toArray(NONE), webSockets.toArray(NONE));
    }

    /** Adds a route behind those that are as particular, or more so. */
    private static void add(Route route, List<Route> others) {
        int place = 0;
        for (Route before : others) {
            needDifferent(before, route);
            place += particularity(before) >= particularity(route) ? 1 : 0;
        }
        others.add(place, route);
    }

    /** More conditions before fewer; and another router function, which may decline, before whoever answers them all. */
    private static int particularity(Route route) {
        return 2 * route.conditions() + (route.mount() == null ? 0 : 1);
    }

    private static void needDifferent(Route before, Route route) {
        boolean same = Objects.equals(
                before.description().condition(), route.description().condition());
        if (same && before.mount() == null && route.mount() == null) {
            throw new IllegalArgumentException(route + ": the same requests already go to " + before
                    + " (expected: one route for a method and a pattern, whatever its variables are called); declared at "
                    + route.description().origin() + ", the other at "
                    + before.description().origin());
        }
    }

    /** The first route that answers; the order is that of {@link #addAll}. */
    @Nullable
    Route first(Wanted wanted) {
        if (wanted.handshake()) {
            Route webSocket = first(webSockets, wanted);
            if (webSocket != null) {
                return webSocket;
            }
        }
        Route route = first(byMethod.get(wanted.method()), wanted);
        if (route == null && wanted.method().equals(HttpMethod.HEAD)) {
            route = first(byMethod.get(HttpMethod.GET), wanted);
        }
        return route == null && any.length > 0 && !wanted.method().equals(HttpMethod.TRACE)
                ? first(any, wanted)
                : route;
    }

    private static @Nullable Route first(Route @Nullable [] routes, Wanted wanted) {
        if (routes != null) {
            for (Route route : routes) {
                if (wanted.fulfils(route)) {
                    return route;
                }
            }
        }
        return null;
    }

    /**
     * Adds all routes that answer: a WebSocket before a GET, an explicit HEAD before the GET it may stand for, and a
     * method before any.
     */
    void addAll(Wanted wanted, List<Route> routes) {
        if (wanted.handshake()) {
            addAll(webSockets, wanted, routes);
        }
        addAll(byMethod.get(wanted.method()), wanted, routes);
        if (wanted.method().equals(HttpMethod.HEAD)) {
            addAll(byMethod.get(HttpMethod.GET), wanted, routes);
        }
        if (!wanted.method().equals(HttpMethod.TRACE)) {
            addAll(any, wanted, routes);
        }
    }

    private static void addAll(Route @Nullable [] from, Wanted wanted, List<Route> routes) {
        if (from != null) {
            for (Route route : from) {
                if (wanted.fulfils(route)) {
                    routes.add(route);
                }
            }
        }
    }

    /**
     * Adds the methods for {@code Allow}. A WebSocket counts as GET: over HTTP/2, where it needs CONNECT, a setting of
     * the connection announces that (RFC 8441 section 3), not a resource. Whoever answers any method leaves out TRACE,
     * which would show a page's script the cookies that are hidden from it. What another router function answers is not
     * known.
     */
    void addMethods(Set<HttpMethod> methods) {
        methods.addAll(byMethod.keySet());
        if (byMethod.containsKey(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        if (webSockets.length > 0) {
            methods.add(HttpMethod.GET);
        }
        for (Route route : any) {
            if (route.mount() == null) {
                methods.addAll(ALL_BUT_TRACE);
            }
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
    }
}
