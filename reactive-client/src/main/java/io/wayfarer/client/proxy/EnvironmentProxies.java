/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

/**
 * Proxies from the environment, by the rules of curl. Read once, at creation. Immutable.
 *
 * <ul>
 *   <li>{@code http_proxy}, in lower case only: under CGI a server puts the request's {@code Proxy} field into
 *       {@code HTTP_PROXY}. Where the environment is that of a CGI program, {@code CGI_HTTP_PROXY} alone counts.
 *   <li>{@code https_proxy}, {@code ws_proxy} and {@code wss_proxy}, in lower case, else in upper case. WebSocket falls
 *       back to what http and https use.
 *   <li>{@code all_proxy}, else {@code ALL_PROXY}, where a scheme has none of its own.
 *   <li>{@code no_proxy}, else {@code NO_PROXY}: hosts to be reached without a proxy.
 * </ul>
 *
 * <p>A variable that is empty counts as not set.
 */
public final class EnvironmentProxies implements RouteSelector {

    private final FixedProxies proxies;

    private EnvironmentProxies(Environment environment) {
        FixedProxies.Builder builder = FixedProxies.builder();
        String http = environment.cgi() ? environment.first("CGI_HTTP_PROXY") : environment.first("http_proxy");
        String https = environment.first("https_proxy", "HTTPS_PROXY");
        String ws = environment.first("ws_proxy", "WS_PROXY");
        String wss = environment.first("wss_proxy", "WSS_PROXY");
        String all = environment.first("all_proxy", "ALL_PROXY");
        environment.put(builder, "http", http, all);
        environment.put(builder, "https", https, all);
        environment.put(builder, "ws", ws, http, all);
        environment.put(builder, "wss", wss, https, all);
        String noProxy = environment.first("no_proxy", "NO_PROXY");
        if (noProxy != null) {
            builder.noProxy(noProxy, environment.value(noProxy));
        }
        this.proxies = builder.build();
    }

    /**
     * Reads the variables of this process.
     *
     * @throws IllegalArgumentException when one holds no proxy that is supported, naming the variable
     */
    public static EnvironmentProxies ofProcess() {
        return of(System.getenv());
    }

    /**
     * Reads the given variables.
     *
     * @throws IllegalArgumentException when one holds no proxy that is supported, naming the variable
     */
    public static EnvironmentProxies of(Map<String, String> variables) {
        return new EnvironmentProxies(new Environment(name -> variables.getOrDefault(name, "")));
    }

    @Override
    public @Nullable Route select(HttpUrl url) {
        return proxies.select(url);
    }

    /** The routes by scheme, without passwords. */
    @Override
    public String toString() {
        return "environment " + proxies;
    }

    /** Variables by name; what is not set is empty. */
    private record Environment(UnaryOperator<String> lookup) {

        /** RFC 3875 section 4.1 obliges a server to set both for a CGI program. */
        boolean cgi() {
            return first("GATEWAY_INTERFACE", "REQUEST_METHOD") != null;
        }

        /** The name of the first variable that is set. */
        @Nullable
        String first(String... names) {
            for (String name : names) {
                if (!value(name).isEmpty()) {
                    return name;
                }
            }
            return null;
        }

        String value(String name) {
            return lookup.apply(name);
        }

        void put(FixedProxies.Builder builder, String scheme, @Nullable String... names) {
            for (String name : names) {
                if (name != null) {
                    builder.route(scheme, new Route(ProxyUrl.parse(name, value(name)), name));
                    return;
                }
            }
        }
    }
}
