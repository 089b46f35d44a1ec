/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * One declared route, for people and for tools: what an actuator endpoint or a start-up log shows.
 *
 * @param method the method declared; GET for a WebSocket, which also answers the CONNECT of RFC 8441; {@link #ANY} for
 *     every method
 * @param pattern the whole pattern, with the prefixes of every surrounding {@link RouteSpec#path path}
 * @param kind what the route leads to
 * @param condition what else a request must fulfil, as text, or null for nothing else
 * @param name what {@link Routes#urlTo} calls it, or null
 * @param attributes what the declaration has noted about it, unmodifiable
 * @param origin where it is declared: a class, a file and a line
 */
public record RouteDescription(
        HttpMethod method,
        String pattern,
        Kind kind,
        @Nullable String condition,
        @Nullable String name,
        Map<String, Object> attributes,
        String origin) {

    /** Stands for every method but TRACE. */
    public static final HttpMethod ANY = HttpMethod.valueOf("*");

    /** What a route leads to. */
    public enum Kind {
        /** A handler function that answers with a response. */
        HANDLER,
        /** A handler of WebSocket sessions (RFC 6455, RFC 8441). */
        WEB_SOCKET,
        /** Another router function, whose own routes are not known here. */
        ROUTER_FUNCTION
    }

    /** Copies the attributes. */
    public RouteDescription {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    RouteDescription moved(String to, @Nullable String under) {
        return new RouteDescription(method, to, kind, under, name, attributes, origin);
    }

    RouteDescription named(String given) {
        return new RouteDescription(method, pattern, kind, condition, given, attributes, origin);
    }

    RouteDescription with(String attribute, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return new RouteDescription(method, pattern, kind, condition, name, more, origin);
    }

    /** The method, or WEBSOCKET, the pattern and the condition: {@code GET /items/{id} when Accept: text/html}. */
    @Override
    public String toString() {
        return verb() + ' ' + pattern + (condition == null ? "" : " when " + condition);
    }

    String verb() {
        return kind == Kind.WEB_SOCKET ? "WEBSOCKET" : method.name();
    }
}
