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
 * @param reason what chose it, for the trace
 */
public record Route(List<Proxy> proxies, boolean direct, String reason) {

    /** Straight to the server, because nothing says otherwise. */
    public static final Route DIRECT = new Route(null, "no proxy configured");

    public Route {
        proxies = List.copyOf(proxies);
        if (proxies.isEmpty() && !direct) {
            throw new IllegalArgumentException("route: no proxy, and not direct (expected: a way)");
        }
    }

    /** One proxy, or none for the direct way. */
    public Route(@Nullable Proxy proxy, String reason) {
        this(proxy == null ? List.of() : List.of(proxy), proxy == null, reason);
    }

    /** The proxy to try first; null for the direct way. */
    public @Nullable Proxy proxy() {
        return proxies.isEmpty() ? null : proxies.get(0);
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
