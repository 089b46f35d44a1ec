/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * What of a request, besides its path, decides which route answers.
 *
 * @param handshake whether a WebSocket route may answer: CONNECT (RFC 8441), or GET with {@code Upgrade: websocket}
 * @param request what conditions are asked with; null passes all of them
 */
record Wanted(
        HttpMethod method, boolean handshake, @Nullable ServerRequest request) implements RouteNode.Visit {

    private static final HttpMethod CONNECT = HttpMethod.valueOf("CONNECT");
    private static final Wanted GET = new Wanted(HttpMethod.GET, false, null);

    /** What a request wants of routes, of which some have conditions or are WebSockets, as said. */
    static Wanted of(ServerRequest asked, boolean conditions, boolean webSockets) {
        ServerHttpRequest request = asked.exchange().getRequest();
        ServerRequest examined = conditions ? asked : null;
        HttpMethod method = request.getMethod();
        if (method.equals(HttpMethod.GET)) {
            // The very test of Spring's handshake, so that a request which passes here passes there.
            boolean handshake = webSockets
                    && "websocket".equalsIgnoreCase(request.getHeaders().getUpgrade());
            return handshake || conditions ? new Wanted(method, handshake, examined) : GET;
        }
        if (method.equals(HttpMethod.OPTIONS) && CorsUtils.isPreFlightRequest(request)) {
            // WebFlux wants the route of the request that the pre-flight announces, to find its CORS configuration.
            String announced = request.getHeaders().getFirst(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
            return new Wanted(announced == null ? method : HttpMethod.valueOf(announced), false, examined);
        }
        return new Wanted(method, method.equals(CONNECT), examined);
    }

    /** The same whatever the conditions of routes say. */
    Wanted unconditionally() {
        return new Wanted(method, handshake, null);
    }

    boolean fulfils(Route route) {
        return request == null || route.condition() == null || route.condition().test(request);
    }

    @Override
    public @Nullable Route at(Endpoint endpoint) {
        return endpoint.first(this);
    }
}
