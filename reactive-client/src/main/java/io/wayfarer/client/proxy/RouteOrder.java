/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

/**
 * Asks selectors one after another, until one has something to say. Immutable.
 *
 * <pre>{@code
 * RouteSelector order = RouteOrder.of(List.of(rules, EnvironmentProxies.ofProcess(), SystemProxies.ofProcess()));
 * }</pre>
 */
public final class RouteOrder implements RouteSelector {

    /** What a selector returns that need not be waited for; compared by identity. */
    private static final Mono<Route> NOTHING = Mono.empty();

    private final RouteSelector[] selectors;

    private RouteOrder(List<? extends RouteSelector> selectors) {
        this.selectors = selectors.toArray(RouteSelector[]::new);
    }

    /** The one that goes before all others stands first. */
    public static RouteOrder of(List<? extends RouteSelector> selectors) {
        return new RouteOrder(selectors);
    }

    /** In the order in which they are asked. */
    public List<RouteSelector> selectors() {
        return List.of(selectors);
    }

    /** Null also where a selector has to find out first: those behind it must not answer in its place. */
    @Override
    public @Nullable Route select(HttpUrl url) {
        for (RouteSelector selector : selectors) {
            Route route = selector.select(url);
            if (route != null || !saysNothing(selector.find(url))) {
                return route;
            }
        }
        return null;
    }

    @Override
    public Mono<Route> find(HttpUrl url) {
        return find(url, 0);
    }

    private Mono<Route> find(HttpUrl url, int from) {
        for (int i = from; i < selectors.length; i++) {
            Route route = selectors[i].select(url);
            if (route != null) {
                return Mono.just(route);
            }
            Mono<Route> found = selectors[i].find(url);
            if (!saysNothing(found)) {
                int next = i + 1;
                return found.switchIfEmpty(Mono.defer(() -> find(url, next)));
            }
        }
        return NOTHING;
    }

    @SuppressWarnings("ReferenceEquality") // there is one empty Mono
    static boolean saysNothing(Mono<Route> found) {
        return found == NOTHING;
    }

    /** In order, without passwords. */
    @Override
    public String toString() {
        return Arrays.toString(selectors);
    }
}
