/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.function.Consumer;

import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.socket.WebSocketHandler;

/**
 * What a declaration of routes may say; see {@link Routes} for what it means at run time.
 *
 * <p>A pattern consists of segments: a literal; {@code {name}}, one segment that is not empty; {@code {name:regex}}, one
 * segment that the expression matches whole; and, last only, {@code **} or {@code {*name}}, any number of segments,
 * none included. Segments are compared decoded and without their {@code ;parameters}, with case, and a slash at the end
 * counts: exactly as Spring's {@code PathPattern} does. A missing leading slash is added.
 *
 * <p>Every method returns this object. Each throws {@link IllegalArgumentException}, naming the route, when the pattern
 * is not of the form above or when another route already answers the same requests; names of variables do not tell two
 * patterns apart. Used by one thread, and only while the declaration runs: later calls throw
 * {@link IllegalStateException}.
 */
public interface RouteSpec {

    /** A route for one method; custom methods are allowed. */
    RouteSpec method(HttpMethod method, String pattern, HandlerFunction<ServerResponse> handler);

    /** A route for GET, and for HEAD where no {@link #head} route has the same pattern. */
    default RouteSpec get(String pattern, HandlerFunction<ServerResponse> handler) {
        return method(HttpMethod.GET, pattern, handler);
    }

    /** A route for HEAD that is not simply GET without the body. */
    default RouteSpec head(String pattern, HandlerFunction<ServerResponse> handler) {
        return method(HttpMethod.HEAD, pattern, handler);
    }

    /** A route for POST. */
    default RouteSpec post(String pattern, HandlerFunction<ServerResponse> handler) {
        return method(HttpMethod.POST, pattern, handler);
    }

    /** A route for PUT. */
    default RouteSpec put(String pattern, HandlerFunction<ServerResponse> handler) {
        return method(HttpMethod.PUT, pattern, handler);
    }

    /** A route for PATCH. */
    default RouteSpec patch(String pattern, HandlerFunction<ServerResponse> handler) {
        return method(HttpMethod.PATCH, pattern, handler);
    }

    /** A route for DELETE. */
    default RouteSpec delete(String pattern, HandlerFunction<ServerResponse> handler) {
        return method(HttpMethod.DELETE, pattern, handler);
    }

    /** A route for OPTIONS, in place of the automatic answer. CORS pre-flight requests never reach it. */
    default RouteSpec options(String pattern, HandlerFunction<ServerResponse> handler) {
        return method(HttpMethod.OPTIONS, pattern, handler);
    }

    /**
     * A route for WebSocket handshakes: GET with {@code Upgrade: websocket} (RFC 6455) or CONNECT (RFC 8441). Any other
     * GET passes on to the next matching route, a {@link #get} with the same pattern first; without one it is answered
     * 426. A handshake that a browser makes for a page of another origin is refused with 403 unless CORS configuration
     * allows that origin.
     */
    RouteSpec webSocket(String pattern, WebSocketHandler handler);

    /** Routes under a common prefix, which may contain variables but no {@code **}. */
    RouteSpec path(String prefix, Consumer<RouteSpec> routes);

    /**
     * Wraps every handler of this declaration, WebSockets and nested {@link #path paths} included, wherever in the
     * declaration it stands. Of several filters the first declared is the outermost; those of a surrounding declaration
     * are further out. Not called for requests that no route answers (404, 405, automatic OPTIONS).
     *
     * <p>A filter guards these handlers, not the paths below the prefix: a route declared elsewhere, say
     * <code>/{tenant}/stats</code>, may match a path below {@code /admin} as well. What must hold for paths belongs into
     * a {@code WebFilter}, such as Spring Security's.
     */
    RouteSpec filter(HandlerFilterFunction<ServerResponse, ServerResponse> filter);
}
