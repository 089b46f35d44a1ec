/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.reactive.CorsUtils;

/**
 * What of a request, besides its path, decides which route answers.
 *
 * @param handshake whether a WebSocket route may answer: CONNECT (RFC 8441), or GET with {@code Upgrade: websocket}
 */
record Wanted(HttpMethod method, boolean handshake) {

    private static final HttpMethod CONNECT = HttpMethod.valueOf("CONNECT");

    /** What a request wants of routes; {@code webSockets} says whether any of them is a WebSocket. */
    static Wanted of(ServerHttpRequest request, boolean webSockets) {
        HttpMethod method = request.getMethod();
        if (method.equals(HttpMethod.GET)) {
            // The very test of Spring's handshake, so that a request which passes here passes there.
            boolean handshake = webSockets
                    && "websocket".equalsIgnoreCase(request.getHeaders().getUpgrade());
            return new Wanted(method, handshake);
        }
        if (method.equals(HttpMethod.OPTIONS) && CorsUtils.isPreFlightRequest(request)) {
            // WebFlux wants the route of the request that the pre-flight announces, to find its CORS configuration.
            String announced = request.getHeaders().getFirst(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
            return new Wanted(announced == null ? method : HttpMethod.valueOf(announced), false);
        }
        return new Wanted(method, method.equals(CONNECT));
    }
}
