/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.socket.server.WebSocketService;

/**
 * How a table of routes compares paths and shakes hands. Immutable; each method returns another value.
 *
 * <p>By default paths are compared with case and with the slash at their end, as {@code PathPattern} does.
 */
public final class RouteOptions {

    private static final RouteOptions DEFAULTS = new RouteOptions(false, false, null);

    private final boolean ignoresCase;
    private final boolean ignoresTrailingSlash;
    private final @Nullable WebSocketService webSocketService;

    private RouteOptions(
            boolean ignoresCase, boolean ignoresTrailingSlash, @Nullable WebSocketService webSocketService) {
        this.ignoresCase = ignoresCase;
        this.ignoresTrailingSlash = ignoresTrailingSlash;
        this.webSocketService = webSocketService;
    }

    /** Paths compared exactly; WebSocket handshakes by the service that WebFlux is configured with. */
    public static RouteOptions defaults() {
        return DEFAULTS;
    }

    /** Literals and regular expressions match in upper and lower case alike; variables keep the case of the request. */
    public RouteOptions ignoringCase() {
        return new RouteOptions(true, ignoresTrailingSlash, webSocketService);
    }

    /** {@code /a} and {@code /a/} are the same, in patterns and in requests; of several slashes only the last is left out. */
    public RouteOptions ignoringTrailingSlash() {
        return new RouteOptions(ignoresCase, true, webSocketService);
    }

    /** WebSocket handshakes of the application's own. */
    public RouteOptions webSocketService(WebSocketService service) {
        return new RouteOptions(ignoresCase, ignoresTrailingSlash, service);
    }

    boolean ignoresCase() {
        return ignoresCase;
    }

    boolean ignoresTrailingSlash() {
        return ignoresTrailingSlash;
    }

    @Nullable
    WebSocketService webSocketService() {
        return webSocketService;
    }
}
