/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import org.springframework.http.HttpMethod;

/**
 * One declared route, for people and for tools: what an actuator endpoint or a start-up log shows.
 *
 * @param method the method declared; GET for a WebSocket, which also answers the CONNECT of RFC 8441
 * @param pattern the whole pattern, with the prefixes of every surrounding {@link RouteSpec#path path}
 * @param kind what the route leads to
 */
public record RouteDescription(HttpMethod method, String pattern, Kind kind) {

    /** What a route leads to. */
    public enum Kind {
        /** A handler function that answers with a response. */
        HANDLER,
        /** A handler of WebSocket sessions (RFC 6455, RFC 8441). */
        WEB_SOCKET
    }

    /** The method, or WEBSOCKET, and the pattern: {@code GET /items/{id}}. */
    @Override
    public String toString() {
        return verb() + ' ' + pattern;
    }

    String verb() {
        return kind == Kind.WEB_SOCKET ? "WEBSOCKET" : method.name();
    }
}
