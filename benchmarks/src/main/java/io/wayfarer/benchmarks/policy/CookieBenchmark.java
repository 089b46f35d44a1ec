/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.policy;

import java.util.List;
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

import io.wayfarer.client.cookie.Cookie;
import io.wayfarer.client.cookie.CookieContext;
import io.wayfarer.client.cookie.CookieLimits;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.url.HttpUrl;

/** Time to find and to keep cookies. Each site has five, of which three go with the request asked about. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g"}) // A heap that grows meanwhile is what would be measured.
@State(Scope.Thread)
public class CookieBenchmark {

    @Param({"10", "1000", "100000", "1000000"})
    int cookies;

    private CookieStore store = new InMemoryCookieStore();
    private final Rotation<CookieContext> known = new Rotation<>();
    private final Rotation<CookieContext> unknown = new Rotation<>();
    private final List<String> refreshed = List.of(SampleSite.RENEWED);

    @Setup
    public void fill() {
        int sites = cookies / SampleSite.COOKIES;
        store = new InMemoryCookieStore(CookieLimits.defaults().withTotal(cookies));
        for (int site = 0; site < sites; site++) {
            String domain = "site" + site + ".example";
            store.store(request(domain), SampleSite.fields(domain));
        }
        known.fill(i -> request("site" + (i * 97L % sites) + ".example"));
        unknown.fill(i -> request("elsewhere" + i + ".example"));
        if (store.size() != cookies || store.lookup(known.next()).size() != SampleSite.SENT) {
            throw new IllegalStateException("the jar holds " + store.size() + " cookies, not " + cookies);
        }
    }

    private static CookieContext request(String host) {
        return CookieContext.of(HttpUrl.parse("https://" + host + "/shop/items/7"));
    }

    /** A site with cookies. */
    @Benchmark
    public List<Cookie> lookup() {
        return store.lookup(known.next());
    }

    /** A site without, the ordinary case. */
    @Benchmark
    public List<Cookie> lookupWithoutMatch() {
        return store.lookup(unknown.next());
    }

    /** A {@code Set-Cookie} that renews a cookie the jar has. */
    @Benchmark
    public List<Cookie> store() {
        return store.store(known.next(), refreshed);
    }
}
