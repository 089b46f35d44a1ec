/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

/**
 * Decides how a URL is reached, or leaves it to others. Asked anew for each hop, on an event loop: it must not block.
 * Thread-safe. Its {@code toString} describes it at the actuator's endpoint, so it holds no password.
 *
 * <pre>{@code
 * Route outside = new Route(ProxyUrl.parse("outer proxy", "http://proxy.corp:3128"), "outside");
 * RouteSelector selector = url -> url.host().endsWith(".corp") ? Route.DIRECT : outside;
 * }</pre>
 */
@FunctionalInterface
public interface RouteSelector {

    /**
     * What can be said at once.
     *
     * @return the route, with a proxy in it or without; null to say nothing, so that the next one of a {@link RouteOrder} is asked, and where
     *     there is none no proxy is used
     */
    @Nullable
    Route select(HttpUrl url);

    /**
     * Asked where {@link #select} says nothing: what can be said with time. Nothing blocks the subscriber. An error ends the
     * exchange, so that nothing goes without its proxy because it could not be found out.
     *
     * @return {@link Mono#empty()} to say nothing, which costs nothing; any other Mono is waited for, and may turn out
     *     empty too
     */
    default Mono<Route> find(HttpUrl url) {
        return Mono.empty();
    }

    /** Never a proxy. */
    static RouteSelector direct() {
        return url -> Route.DIRECT;
    }
}
