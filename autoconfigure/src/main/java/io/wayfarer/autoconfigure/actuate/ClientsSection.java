/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.cookie.CookieScope;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.client.proxy.RouteSelector;

/** The clients, and what they have learnt, by count. */
record ClientsSection(Clients clients) implements EndpointSection {

    /**
     * One client.
     *
     * @param policies names, in the order in which a hop passes them
     * @param proxies whom the client asks for proxies, in order, and what is set there, without passwords
     * @param cookies how many the jar holds, or all jars together; null without a jar
     * @param hsts how many servers are known to want TLS; null when none are remembered
     * @param altSvc of how many servers alternatives are known; null when none are used
     */
    record ClientDescription(
            String transport,
            String redirects,
            List<String> policies,
            List<String> proxies,
            @Nullable Long cookies,
            @Nullable Integer hsts,
            @Nullable Integer altSvc) {}

    @Override
    public String name() {
        return "clients";
    }

    @Override
    public Object describe() {
        Map<String, ClientDescription> described = new LinkedHashMap<>();
        clients.byName().forEach((name, client) -> described.put(name, describe(client)));
        return described;
    }

    private static ClientDescription describe(ReactiveHttpClient client) {
        return new ClientDescription(
                client.transport().toString(),
                client.policies().redirects().toString(),
                client.policies().hopPolicies().stream().map(HopPolicy::name).toList(),
                Clients.proxies(client).stream().map(RouteSelector::toString).toList(),
                Clients.cookies(client).map(CookieScope::cookies).orElse(null),
                Clients.hsts(client).map(HstsStore::size).orElse(null),
                Clients.alternatives(client).map(AltSvcStore::size).orElse(null));
    }
}
