/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * How a server is reached: by the first of some proxies that can be reached itself, or directly. Immutable. Never directly
 * unless that is said.
 *
 * @param proxies in the order in which they are tried; none for the direct way
 * @param direct whether the direct way is tried when no proxy can be reached; true where there is no proxy
 * @param alternatives where there is no proxy, other places that may be gone to in the server's stead, best first; in the
 *     route of an answer, the one that it came from, or none
 * @param reason what chose it, for the trace
 */
public record Route(List<Proxy> proxies, boolean direct, List<Alternative> alternatives, String reason) {

    /** Straight to the server, because nothing says otherwise. */
    public static final Route DIRECT = new Route(null, "no proxy configured");

    public Route {
        proxies = List.copyOf(proxies);
        alternatives = List.copyOf(alternatives);
        if (proxies.isEmpty() && !direct) {
            throw new IllegalArgumentException("route: no proxy, and not direct (expected: a way)");
        }
        if (!proxies.isEmpty() && !alternatives.isEmpty()) {
            throw new IllegalArgumentException("route: a proxy and alternatives (expected: one of them)");
        }
    }

    /** Without alternatives. */
    public Route(List<Proxy> proxies, boolean direct, String reason) {
        this(proxies, direct, List.of(), reason);
    }

    /** One proxy, or none for the direct way. */
    public Route(@Nullable Proxy proxy, String reason) {
        this(proxy == null ? List.of() : List.of(proxy), proxy == null, reason);
    }

    /** The proxy to try first; null for the direct way. */
    public @Nullable Proxy proxy() {
        return proxies.isEmpty() ? null : proxies.get(0);
    }

    /** The direct way, or by one of these. */
    public Route offering(List<Alternative> others) {
        return new Route(proxies, direct, others, reason);
    }

    /** By this one of the alternatives; null for the server itself. */
    public Route by(@Nullable Alternative taken) {
        return taken == null
                ? new Route(proxies, direct, reason)
                : new Route(proxies, direct, List.of(taken), "the server's alternative " + taken);
    }

    /** Each way as a route of its own, in order; behind the first the reason says in whose place it is. */
    public List<Route> ways() {
        List<Route> ways = new ArrayList<>(proxies.size() + 1);
        StringBuilder instead = new StringBuilder(reason);
        for (Proxy proxy : proxies) {
            ways.add(new Route(proxy, instead.toString()));
            instead.append(ways.size() == 1 ? ", in place of " : " and ").append(proxy);
        }
        if (direct) {
            ways.add(new Route(null, instead.toString()));
        }
        return ways;
    }

    /** Whether there is a second way if the first cannot be gone. */
    public boolean failsOver() {
        return proxies.size() > 1 || (direct && !proxies.isEmpty());
    }

    /** For the trace: {@code "direct (no proxy configured)"}, {@code "http://a:3128, http://b:3128, direct (PAC)"}. */
    @Override
    public String toString() {
        return Stream.concat(proxies.stream().map(Proxy::toString), direct ? Stream.of("direct") : Stream.empty())
                .collect(Collectors.joining(", ", "", " (" + reason + ")"));
    }
}
