/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.HopStage;

/** Gives each hop the route that a {@link RouteSelector} chooses for its final URL. */
public final class ProxyPolicy implements HopPolicy {

    private final RouteSelector selector;

    public ProxyPolicy(RouteSelector selector) {
        this.selector = selector;
    }

    @Override
    public Mono<Void> prepare(Hop hop) {
        hop.routeBy(selector.select(hop.url()));
        return Mono.empty();
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
