/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.ProxyOptions;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

/** The routes of another selector, with options for the HTTP proxies in them; SOCKS proxies have none. */
public final class OptionedRoutes implements RouteSelector {

    /** Routes past that are made for each hop. */
    private static final int MOST = 256;

    private final RouteSelector selector;
    private final ProxyOptions options;
    private final Map<Route, Route> known = new ConcurrentHashMap<>();

    private OptionedRoutes(RouteSelector selector, ProxyOptions options) {
        this.selector = selector;
        this.options = options;
    }

    /** With {@link ProxyOptions#NONE} the selector itself. */
    public static RouteSelector of(RouteSelector selector, ProxyOptions options) {
        return options.equals(ProxyOptions.NONE) ? selector : new OptionedRoutes(selector, options);
    }

    @Override
    public @Nullable Route select(HttpUrl url) {
        Route route = selector.select(url);
        return route == null ? null : optioned(route);
    }

    @Override
    public Mono<Route> find(HttpUrl url) {
        return selector.find(url).map(this::optioned);
    }

    private Route optioned(Route route) {
        if (route.proxies().isEmpty()) {
            return route;
        }
        Route before = known.get(route);
        if (before != null) {
            return before;
        }
        List<Proxy> proxies = new ArrayList<>(route.proxies().size());
        for (Proxy proxy : route.proxies()) {
            proxies.add(proxy.kind().http() ? proxy.with(options) : proxy);
        }
        Route made = new Route(proxies, route.direct(), route.reason());
        if (known.size() < MOST) {
            known.put(route, made);
        }
        return made;
    }

    /** The selector's, and the options without values of fields. */
    @Override
    public String toString() {
        return selector + " with " + options;
    }
}
