/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.wayfarer.client.hsts.HstsEntry;
import io.wayfarer.client.hsts.HstsPreloadList;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.client.hsts.InMemoryHstsStore;

/** Time to decide whether a host is to be reached over TLS alone. Another host is asked for each time. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class HstsCheckBenchmark {

    @Param({"10", "1000", "10000"})
    int hosts;

    /** Whether the list that browsers come with stands behind the store. */
    @Param({"false", "true"})
    boolean preload;

    private HstsStore store = new InMemoryHstsStore();
    private final Rotation<String> known = new Rotation<>();
    private final Rotation<String> unknown = new Rotation<>();

    /** Half of the hosts include their subdomains; a subdomain of those is what is known. */
    @Setup
    public void fill() {
        store = preload ? HstsPreloadList.bundled().behind(store) : store;
        Instant expires = Instant.now().plus(Duration.ofDays(365));
        for (int host = 0; host < hosts; host++) {
            store.put(new HstsEntry("host" + host + ".example", host % 2 == 0, expires));
        }
        known.fill(i -> "www.host" + (2 * i % hosts) + ".example");
        unknown.fill(i -> "www.elsewhere" + i + ".example");
        if (!store.check(known.next()) || store.check(unknown.next())) {
            throw new IllegalStateException("the store does not know what it was told");
        }
    }

    /** A host that is known by a domain above it. */
    @Benchmark
    public boolean known() {
        return store.check(known.next());
    }

    /** A host nobody has heard of, the ordinary case. */
    @Benchmark
    public boolean unknown() {
        return store.check(unknown.next());
    }
}
