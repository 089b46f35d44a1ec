/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

/**
 * A proxy for each scheme, and hosts that are reached without one. Says nothing about schemes without a proxy. Immutable.
 *
 * <pre>{@code
 * RouteSelector proxies = FixedProxies.builder()
 *         .all("wayfarer.client.proxy.url", "socks5h://127.0.0.1:1080")
 *         .noProxy("wayfarer.client.proxy.no-proxy", "localhost,.internal,10.0.0.0/8")
 *         .build();
 * }</pre>
 */
public final class FixedProxies implements RouteSelector {

    private final @Nullable Route http;
    private final @Nullable Route https;
    private final @Nullable Route ws;
    private final @Nullable Route wss;
    private final HostRoutes noProxy;

    private FixedProxies(Builder builder) {
        this.http = builder.routes.get("http");
        this.https = builder.routes.get("https");
        this.ws = builder.routes.get("ws");
        this.wss = builder.routes.get("wss");
        this.noProxy = builder.noProxy;
    }

    /** Begins with no proxy. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public @Nullable Route select(HttpUrl url) {
        Route proxied = url.webSocket() ? (url.secure() ? wss : ws) : (url.secure() ? https : http);
        if (proxied == null) {
            return null;
        }
        Route direct = noProxy.match(url.host(), url.port());
        return direct == null ? proxied : direct;
    }

    /** The routes by scheme, without passwords. */
    @Override
    public String toString() {
        Map<String, Route> routes = new TreeMap<>();
        put(routes, "http", http);
        put(routes, "https", https);
        put(routes, "ws", ws);
        put(routes, "wss", wss);
        return routes.toString();
    }

    private static void put(Map<String, Route> routes, String scheme, @Nullable Route route) {
        if (route != null) {
            routes.put(scheme, route);
        }
    }

    /**
     * Each method takes a source, the variable or property that holds the text: messages name it, and the trace does as
     * the reason of a route. The text is the URL of a proxy; or of some, with commas between them, to be tried one after
     * another; {@code direct} is none, alone or as the last resort. A later call replaces an earlier one for the same scheme. Not thread-safe.
     */
    public static final class Builder {

        private final Map<String, Route> routes = new HashMap<>();
        private HostRoutes noProxy = HostRoutes.NONE;

        private Builder() {}

        /**
         * One proxy for all schemes.
         *
         * @throws IllegalArgumentException as {@link ProxyUrl#parse}
         */
        public Builder all(String source, String proxies) {
            return http(source, proxies).https(source, proxies);
        }

        /**
         * The proxy for http and ws.
         *
         * @throws IllegalArgumentException as {@link ProxyUrl#parse}
         */
        public Builder http(String source, String proxies) {
            return scheme("http", source, proxies).scheme("ws", source, proxies);
        }

        /**
         * The proxy for https and wss.
         *
         * @throws IllegalArgumentException as {@link ProxyUrl#parse}
         */
        public Builder https(String source, String proxies) {
            return scheme("https", source, proxies).scheme("wss", source, proxies);
        }

        /** Null for no proxy. */
        Builder http(@Nullable Route route) {
            return route("http", route).route("ws", route);
        }

        /** Null for no proxy. */
        Builder https(@Nullable Route route) {
            return route("https", route).route("wss", route);
        }

        Builder route(String scheme, @Nullable Route route) {
            if (route != null) {
                routes.put(scheme, route);
            }
            return this;
        }

        private Builder scheme(String scheme, String source, String proxies) {
            return route(scheme, ProxyList.parse(source, proxies).because(source));
        }

        /**
         * Hosts that are reached without a proxy: names, each with all names below it, IP addresses and networks
         * ({@code 10.0.0.0/8}), each with {@code :port} if one likes, separated by commas; or {@code *} alone for every
         * host. What is none of these matches nothing.
         */
        public Builder noProxy(String source, String list) {
            this.noProxy = NoProxy.parse(source, list);
            return this;
        }

        public FixedProxies build() {
            return new FixedProxies(this);
        }
    }
}
