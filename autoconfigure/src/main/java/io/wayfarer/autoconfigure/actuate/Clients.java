/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.actuate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.beans.factory.ListableBeanFactory;

import io.wayfarer.autoconfigure.client.NamedClientsAutoConfiguration;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.altsvc.AltSvcPolicy;
import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.CookieScope;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hsts.HstsPolicy;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.proxy.RouteOrder;
import io.wayfarer.client.proxy.RouteSelector;

/** The clients of the application by name: {@code default}, the names of the named ones, and bean names for the rest. */
record Clients(ListableBeanFactory beans) {

    Map<String, ReactiveHttpClient> byName() {
        Map<String, ReactiveHttpClient> named = new TreeMap<>();
        beans.getBeansOfType(ReactiveHttpClient.class).forEach((bean, client) -> named.put(name(bean), client));
        return named;
    }

    private static String name(String bean) {
        if (bean.startsWith(NamedClientsAutoConfiguration.BEAN_NAME_PREFIX)) {
            return bean.substring(NamedClientsAutoConfiguration.BEAN_NAME_PREFIX.length());
        }
        return bean.equals("reactiveHttpClient") ? "default" : bean;
    }

    static Optional<CookieScope> cookies(ReactiveHttpClient client) {
        return policy(client, CookiePolicy.class).map(CookiePolicy::scope);
    }

    static Optional<HstsStore> hsts(ReactiveHttpClient client) {
        return policy(client, HstsPolicy.class).map(HstsPolicy::store);
    }

    static Optional<AltSvcStore> alternatives(ReactiveHttpClient client) {
        return policy(client, AltSvcPolicy.class).map(AltSvcPolicy::store);
    }

    static List<RouteSelector> proxies(ReactiveHttpClient client) {
        return policy(client, ProxyPolicy.class)
                .map(ProxyPolicy::selector)
                .map(selector -> selector instanceof RouteOrder order ? order.selectors() : List.of(selector))
                .orElse(List.of());
    }

    private static <P extends HopPolicy> Optional<P> policy(ReactiveHttpClient client, Class<P> type) {
        return client.policies().hopPolicies().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
