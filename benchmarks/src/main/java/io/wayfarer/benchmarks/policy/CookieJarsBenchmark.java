/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.policy;

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

/**
 * The same work for our jar and others: five cookies for each site, of which three go with a request. Each jar gets what
 * its client would hand it, and answers what its client would send.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g"}) // A heap that grows meanwhile is what would be measured.
@State(Scope.Thread)
public class CookieJarsBenchmark {

    /** Whose jar. */
    public enum Owner {
        WAYFARER,
        JAVA_NET,
        OKHTTP,
        HTTP_COMPONENTS
    }

    @Param
    Owner jar = Owner.WAYFARER;

    @Param({"10", "1000", "100000", "1000000"})
    int cookies;

    private CookieContender contender = CookieContender.of(Owner.WAYFARER, 1);
    private final Rotation<Object> known = new Rotation<>();
    private final Rotation<Object> unknown = new Rotation<>();

    @Setup
    public void fill() {
        int sites = cookies / SampleSite.COOKIES;
        contender = CookieContender.of(jar, cookies);
        for (int site = 0; site < sites; site++) {
            String host = "www.site" + site + ".example";
            Object request = contender.request(host);
            for (String field : SampleSite.fields("site" + site + ".example")) {
                contender.store(request, field);
            }
        }
        known.fill(i -> contender.request("www.site" + (i * 7919L % sites) + ".example"));
        unknown.fill(i -> contender.request("www.elsewhere" + i + ".example"));
        int sent = contender.lookup(known.next());
        if (sent != SampleSite.SENT || contender.lookup(unknown.next()) != 0) {
            throw new IllegalStateException(jar + " sends " + sent + " cookies, not " + SampleSite.SENT);
        }
    }

    /** A site with cookies. */
    @Benchmark
    public int lookup() {
        return contender.lookup(known.next());
    }

    /** A site without. */
    @Benchmark
    public int lookupWithoutMatch() {
        return contender.lookup(unknown.next());
    }

    /** A {@code Set-Cookie} that renews a cookie the jar has. */
    @Benchmark
    public int store() {
        return contender.store(known.next(), SampleSite.RENEWED);
    }
}
