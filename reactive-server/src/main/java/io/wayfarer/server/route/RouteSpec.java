/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.socket.WebSocketHandler;
import reactor.core.publisher.Mono;

import io.wayfarer.server.file.FileHandler;

/**
 * What a declaration of routes may say; see {@link Routes} for what it means at run time.
 *
 * <p>A pattern consists of segments: a literal; {@code {name}}, one segment that is not empty; {@code {name:regex}}, one
 * segment that the expression matches whole; and, last only, {@code **} or {@code {*name}}, any number of segments,
 * none included. Segments are compared decoded and without their {@code ;parameters}, with case, and a slash at the end
 * counts, unless {@link RouteOptions} say otherwise: exactly as Spring's {@code PathPattern} does. A missing leading slash
 * is added.
 *
 * <p>Every method returns this object. Each throws {@link IllegalArgumentException}, naming the route, when the pattern
 * is not of the form above or when another route already answers the same requests under the same condition; names of variables do not tell two
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

    /** A route for GET of files; what is not there is left to the next matching route. For a folder the pattern ends in {@code **}. */
    default RouteSpec files(String pattern, FileHandler files) {
        return get(pattern, files);
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

    /** A route for every method but TRACE, behind those for single methods with the same pattern. */
    default RouteSpec any(String pattern, HandlerFunction<ServerResponse> handler) {
        return method(RouteDescription.ANY, pattern, handler);
    }

    /** Routes under a common prefix, which may contain variables but no {@code **}. */
    RouteSpec path(String prefix, Consumer<RouteSpec> routes);

    /**
     * Routes for requests that also fulfil a condition: one of Spring's {@code RequestPredicates}, such as
     * {@code contentType}, {@code accept}, {@code queryParam} and {@code version}, of our {@link Conditions}, or of the
     * application's own. Path and method decide first; of several routes for both, those inside more conditions come first, then
     * as declared. Where media types are all that keeps a request from its routes, it is refused with 415 or 406;
     * where it is anything else, the routes are as if they did not exist.
     *
     * <p>A condition is asked once or twice for a request, before its path variables are known, and must not wait.
     */
    RouteSpec when(RequestPredicate condition, Consumer<RouteSpec> routes);

    /**
     * Another router function under a common prefix. The routes of a {@link Routes} become routes of this table, and keep
     * their names and attributes. Any other router function is asked for each request below the prefix that no
     * more specific route answers; what it does not want goes on to other routes.
     */
    RouteSpec mount(String prefix, RouterFunction<ServerResponse> router);

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

    /** A {@link #filter} that changes the request, or looks at it, before the handler. */
    default RouteSpec before(Function<ServerRequest, ServerRequest> change) {
        return filter((request, next) -> Mono.defer(() -> next.handle(change.apply(request))));
    }

    /** A {@link #filter} that changes the response, or looks at it, after the handler; not called for empty answers. */
    default RouteSpec after(BiFunction<ServerRequest, ServerResponse, ServerResponse> change) {
        return filter((request, next) -> next.handle(request).map(response -> change.apply(request, response)));
    }

    /**
     * A {@link #filter} that answers errors of one type, thrown or emitted by the handler and the filters declared after
     * this one. An empty answer leaves the request to the next route that matches.
     */
    default <E extends Throwable> RouteSpec onError(
            Class<E> type, BiFunction<? super E, ServerRequest, ? extends Mono<ServerResponse>> answer) {
        return filter((request, next) ->
                Mono.defer(() -> next.handle(request)).onErrorResume(type, error -> answer.apply(error, request)));
    }

    /**
     * Keeps the bodies of requests to this declaration's routes while they are read, so that a handler that has read one
     * and completes empty leaves it whole for the next. Without it the body passes on unread or not at all.
     *
     * @param mostBytes of a body that is kept; reading a longer one fails with 413
     */
    RouteSpec keepBody(int mostBytes);

    /** Names the route declared just before, for {@link Routes#urlTo}; a name occurs once in a table. */
    RouteSpec named(String name);

    /** Notes something about the route declared just before: {@link RouteDescription#attributes}. */
    RouteSpec attribute(String name, Object value);
}
