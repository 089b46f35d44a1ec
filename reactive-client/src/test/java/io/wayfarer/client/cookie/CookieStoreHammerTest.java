/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.wayfarer.client.cookie.psl.PublicSuffixList;
import io.wayfarer.client.url.HttpUrl;

/** Many threads store, look up, remove, expire and save at once; what must hold, holds all the time. */
class CookieStoreHammerTest {

    private static final int THREADS = 8;
    private static final int STEPS = 10_000;

    @TempDir
    private Path folder;

    @Test
    void nobodySeesAnotherHostsCookieNorAJarBeyondItsLimits() throws Exception {
        TestClock clock = new TestClock(Instant.parse("2026-06-01T12:00:00Z"));
        CookieLimits limits = CookieLimits.defaults().withPerDomain(10).withTotal(200);
        CookieStore store = new InMemoryCookieStore(clock, limits, PublicSuffixList.bundled());
        Map<String, String> replica = new HashMap<>();
        CookieStore.Subscription subscription = store.onChange(change -> follow(replica, change));
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int seed = thread;
            tasks.add(() -> {
                start.await(10, TimeUnit.SECONDS);
                return hammer(store, clock, new Random(seed), seed);
            });
        }

        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        int found = 0;
        try {
            for (Future<Integer> future : executor.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                found += future.get();
            }
        } finally {
            executor.shutdownNow();
        }
        subscription.close();

        assertThat(found).as("look-ups that found something").isGreaterThan(1000);
        store.purge();
        Map<String, String> held = new HashMap<>();
        store.snapshot().forEach(cookie -> held.put(key(cookie), cookie.value()));
        assertThat(held).hasSize(store.size());
        replica.keySet().retainAll(held.keySet());
        assertThat(replica).as("what the events add up to").isEqualTo(held);
    }

    private int hammer(CookieStore store, TestClock clock, Random random, int seed) throws IOException {
        int found = 0;
        for (int step = 0; step < STEPS; step++) {
            String site = "s" + random.nextInt(30) + ".example";
            String host = random.nextBoolean() ? site : "www." + site;
            HttpUrl url = HttpUrl.parse("https://" + host + "/a");
            CookieContext context = CookieContext.of(url);
            switch (random.nextInt(10)) {
                case 0, 1, 2 ->
                    store.store(
                            context,
                            List.of("n" + random.nextInt(12) + "=" + site
                                    + (random.nextBoolean() ? "; Domain=" + site : "")
                                    + (random.nextBoolean() ? "; Max-Age=" + random.nextInt(50) : "")));
                case 3 -> store.remove(host);
                case 4 -> {
                    assertThat(store.size()).isLessThanOrEqualTo(200);
                    if (step % 500 == 0) {
                        NetscapeCookieFile.write(folder.resolve("cookies" + seed % 2 + ".txt"), store);
                        assertThat(NetscapeCookieFile.read(folder.resolve("cookies" + seed % 2 + ".txt"))
                                        .badLines())
                                .isZero();
                    }
                }
                case 5 -> {
                    clock.advance(Duration.ofMillis(1));
                    if (step % 100 == 0) {
                        store.purge();
                    }
                }
                default -> found += check(store.lookup(context), site, host);
            }
        }
        return found;
    }

    private static int check(List<Cookie> cookies, String site, String host) {
        int pathLength = Integer.MAX_VALUE;
        for (Cookie cookie : cookies) {
            assertThat(cookie.value()).isEqualTo(site);
            assertThat(cookie.hostOnly() ? host : site).isIn(cookie.domain(), site);
            assertThat(cookie.path().length()).isLessThanOrEqualTo(pathLength);
            pathLength = cookie.path().length();
        }
        return cookies.isEmpty() ? 0 : 1;
    }

    private static void follow(Map<String, String> replica, CookieChange change) {
        switch (change.kind()) {
            case ADDED ->
                assertThat(replica.put(key(change.cookie()), change.cookie().value()))
                        .isNull();
            case REPLACED ->
                assertThat(replica.put(key(change.cookie()), change.cookie().value()))
                        .isNotNull();
            default -> assertThat(replica.remove(key(change.cookie()))).isNotNull();
        }
    }

    private static String key(Cookie cookie) {
        return cookie.domain() + " " + cookie.hostOnly() + " " + cookie.path() + " " + cookie.name();
    }
}
