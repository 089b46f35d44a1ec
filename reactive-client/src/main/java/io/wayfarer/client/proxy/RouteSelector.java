/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

/**
 * Decides how a URL is reached. Asked anew for each hop, on an event loop: it must not block. Thread-safe.
 *
 * <pre>{@code
 * RouteSelector selector = url -> url.host().endsWith(".corp")
 *         ? new Route(null, "inside")
 *         : new Route(ProxyUrl.parse("outer proxy", "http://proxy.corp:3128"), "outside");
 * }</pre>
 */
@FunctionalInterface
public interface RouteSelector {

    /** The route; a proxy in it, or none. */
    Route select(HttpUrl url);

    /** Never a proxy. */
    static RouteSelector direct() {
        return url -> Route.DIRECT;
    }
}
