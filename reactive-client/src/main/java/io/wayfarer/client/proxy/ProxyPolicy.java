/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import reactor.core.publisher.Mono;

import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.HopStage;
import io.wayfarer.client.hop.Route;

/** Gives each hop the route that a {@link RouteSelector} chooses for its final URL; none where that has nothing to say. */
public final class ProxyPolicy implements HopPolicy {

    private final RouteSelector selector;

    public ProxyPolicy(RouteSelector selector) {
        this.selector = selector;
    }

    @Override
    public Mono<Void> prepare(Hop hop) {
        Route route = selector.select(hop.url());
        if (route != null) {
            hop.routeBy(route);
            return Mono.empty();
        }
        Mono<Route> found = selector.find(hop.url());
        return RouteOrder.saysNothing(found)
                ? Mono.empty()
                : found.onErrorMap(failure -> undecided(hop, failure))
                        .doOnNext(hop::routeBy)
                        .then();
    }

    private static ProxyException undecided(Hop hop, Throwable failure) {
        return new ProxyException(
                hop.id(),
                ProxyException.Reason.UNDECIDED,
                "no route, because " + failure.getMessage(),
                "Correct what chooses the proxy, or choose one for this request.",
                failure);
    }

    /** What chooses. */
    public RouteSelector selector() {
        return selector;
    }

    @Override
    public HopStage stage() {
        return HopStage.PROXY;
    }

    @Override
    public String name() {
        return "proxy";
    }
}
