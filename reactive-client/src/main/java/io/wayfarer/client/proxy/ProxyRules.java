/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

/**
 * Proxies by host and scheme: the first rule that matches counts; where none does, nothing is said. Immutable.
 *
 * <pre>{@code
 * RouteSelector rules = ProxyRules.builder()
 *         .rule("rules[0]", List.of("status.corp.example"), List.of("https"), "socks5h://127.0.0.1:1080")
 *         .rule("rules[1]", List.of("corp.example", "10.0.0.0/8"), List.of(), "direct")
 *         .rule("rules[2]", List.of(), List.of(), "http://a.example:3128,http://b.example:3128")
 *         .build();
 * }</pre>
 */
public final class ProxyRules implements RouteSelector {

    private static final List<String> SCHEMES = List.of("http", "https", "ws", "wss");

    private final Rule[] rules;

    /**
     * @param schemes a bit each, in the order of {@link #SCHEMES}
     * @param shown for diagnostics
     */
    private record Rule(int schemes, HostRoutes hosts, Route shown) {}

    private ProxyRules(List<Rule> rules) {
        this.rules = rules.toArray(Rule[]::new);
    }

    /** Begins with no rule. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public @Nullable Route select(HttpUrl url) {
        int scheme = 1 << ((url.webSocket() ? 2 : 0) + (url.secure() ? 1 : 0));
        for (Rule rule : rules) {
            if ((rule.schemes & scheme) != 0) {
                Route route = rule.hosts.match(url.host(), url.port());
                if (route != null) {
                    return route;
                }
            }
        }
        return null;
    }

    /** The rules in order, without passwords. */
    @Override
    public String toString() {
        return List.of(rules).stream()
                .map(rule -> rule.shown.toString())
                .collect(Collectors.joining(", ", "rules {", "}"));
    }

    /** Not thread-safe. */
    public static final class Builder {

        private final List<Rule> rules = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a rule behind those that are there.
         *
         * @param source what the rule is called in messages, and in the trace as the reason of a route
         * @param hosts names, each with all names below it, IP addresses and networks, each with {@code :port} if one
         *     likes; or {@code *}. Empty for every host
         * @param schemes of http, https, ws and wss; empty for all
         * @param proxies URL of a proxy; or some, with commas between them, to be tried one after another; {@code direct} for
         *     none, alone or as the last resort
         * @throws IllegalArgumentException as {@link ProxyUrl#parse}, and for a host or scheme that is none, beginning with
         *     the source
         */
        public Builder rule(String source, Collection<String> hosts, Collection<String> schemes, String proxies) {
            ProxyList.Ways ways = ProxyList.parse(source, proxies);
            List<HostRoutes.Entry> entries = new ArrayList<>();
            for (String host : hosts) {
                entries.add(new HostRoutes.Entry(
                        HostPattern.parseStrictly(source, host), ways.because(source + " matches " + host)));
            }
            if (entries.isEmpty()) {
                entries.add(new HostRoutes.Entry(HostPattern.everything(), ways.because(source)));
            }
            rules.add(new Rule(bits(source, schemes), new HostRoutes(entries), ways.because(source)));
            return this;
        }

        private static int bits(String source, Collection<String> schemes) {
            int bits = schemes.isEmpty() ? (1 << SCHEMES.size()) - 1 : 0;
            for (String scheme : schemes) {
                int at = SCHEMES.indexOf(scheme.toLowerCase(Locale.ROOT));
                if (at < 0) {
                    throw new IllegalArgumentException(
                            source + " has the unknown scheme \"" + scheme + "\". Write http, https, ws or wss.");
                }
                bits |= 1 << at;
            }
            return bits;
        }

        public ProxyRules build() {
            return new ProxyRules(rules);
        }
    }
}
