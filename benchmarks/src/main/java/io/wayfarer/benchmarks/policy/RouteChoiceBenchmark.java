/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.ProxyRules;
import io.wayfarer.client.proxy.RouteOrder;
import io.wayfarer.client.proxy.RouteSelector;
import io.wayfarer.client.proxy.SystemProxies;
import io.wayfarer.client.url.HttpUrl;

/** Time to choose how a URL is reached. Another host is asked for each time. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class RouteChoiceBenchmark {

    private final Rotation<HttpUrl> urls = new Rotation<>();
    private final RouteSelector nothing = RouteOrder.of(List.of(environment(Map.of()), SystemProxies.of(Map.of())));
    private final RouteSelector proxy = RouteOrder.of(List.of(
            environment(Map.of("https_proxy", "proxy.example:3128", "no_proxy", "localhost,.internal,10.0.0.0/8")),
            SystemProxies.of(Map.of())));
    private final RouteSelector rules = RouteOrder.of(List.of(tenRules(), environment(Map.of())));

    private static RouteSelector environment(Map<String, String> variables) {
        return EnvironmentProxies.of(variables);
    }

    private static RouteSelector tenRules() {
        ProxyRules.Builder rules = ProxyRules.builder();
        for (int i = 0; i < 10; i++) {
            List<String> hosts = new ArrayList<>(List.of("team" + i + ".corp.example", "10." + i + ".0.0/16"));
            rules.rule("rules[" + i + "]", hosts, List.of(), "http://proxy" + i + ".example:3128");
        }
        return rules.build();
    }

    @Setup
    public void fill() {
        urls.fill(i -> HttpUrl.parse("https://www.host" + i + ".example/"));
    }

    /** Nobody has anything to say, the ordinary case. */
    @Benchmark
    public @Nullable Route nothing() {
        return nothing.select(urls.next());
    }

    /** A proxy of the environment, with three exceptions that do not match. */
    @Benchmark
    public @Nullable Route proxy() {
        return proxy.select(urls.next());
    }

    /** Ten rules that do not match. */
    @Benchmark
    public @Nullable Route rules() {
        return rules.select(urls.next());
    }
}
