/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** The routes of one pattern, by method. */
final class Endpoint {

    private final Map<HttpMethod, Route> byMethod;
    private final @Nullable Route webSocket;

    private Endpoint(Map<HttpMethod, Route> byMethod, @Nullable Route webSocket) {
        this.byMethod = byMethod;
        this.webSocket = webSocket;
    }

    /** An endpoint of routes with one shape of pattern, or null of none; throws if two answer the same requests. */
    static @Nullable Endpoint of(List<Route> routes) {
        if (routes.isEmpty()) {
            return null;
        }
        Map<HttpMethod, Route> byMethod = new HashMap<>();
        Route webSocket = null;
        for (Route route : routes) {
            Route before;
            if (route.description().kind() == RouteDescription.Kind.WEB_SOCKET) {
                before = webSocket;
                webSocket = route;
            } else {
                before = byMethod.put(route.description().method(), route);
            }
            if (before != null) {
                throw new IllegalArgumentException(route + ": the same requests already go to " + before
                        + " (expected: one route for a method and a pattern, whatever its variables are called)");
            }
        }
        return new Endpoint(Map.copyOf(byMethod), webSocket);
    }

    /** The first route that answers; the order is that of {@link #addAll}. */
    @Nullable
    Route first(Wanted wanted) {
        if (webSocket != null && wanted.handshake()) {
            return webSocket;
        }
        Route route = byMethod.get(wanted.method());
        return route == null && wanted.method().equals(HttpMethod.HEAD) ? byMethod.get(HttpMethod.GET) : route;
    }

    /** Adds all routes that answer: a WebSocket before a GET, an explicit HEAD before the GET it may stand for. */
    void addAll(Wanted wanted, List<Route> routes) {
        if (webSocket != null && wanted.handshake()) {
            routes.add(webSocket);
        }
        Route exact = byMethod.get(wanted.method());
        if (exact != null) {
            routes.add(exact);
        }
        Route get = byMethod.get(HttpMethod.GET);
        if (get != null && wanted.method().equals(HttpMethod.HEAD)) {
            routes.add(get);
        }
    }

    /**
     * Adds the methods for {@code Allow}. A WebSocket counts as GET: over HTTP/2, where it needs CONNECT, a setting of
     * the connection announces that (RFC 8441 section 3), not a resource.
     */
    void addMethods(Set<HttpMethod> methods) {
        methods.addAll(byMethod.keySet());
        if (byMethod.containsKey(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        if (webSocket != null) {
            methods.add(HttpMethod.GET);
        }
        methods.add(HttpMethod.OPTIONS);
    }
}
