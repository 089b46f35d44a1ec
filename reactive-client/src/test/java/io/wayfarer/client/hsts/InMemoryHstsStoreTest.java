/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InMemoryHstsStoreTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private final InstantSource clock = () -> now;

    private final HstsStore store = new InMemoryHstsStore(clock, 3);

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }

    @Test
    void knowsNobodyAtFirst() {
        assertThat(store.check("a.example")).isFalse();
        assertThat(store.size()).isZero();
        assertThat(store.snapshot()).isEmpty();
        assertThat(store.remove("a.example")).isFalse();
    }

    // RFC 6797 section 8.2.
    @ParameterizedTest
    @CsvSource({
        "shop.example,      true,  true",
        "shop.example.,     true,  true",
        "www.shop.example,  false, true",
        "a.b.shop.example,  false, true",
        "example,           false, false",
        "xshop.example,     false, false",
        "shop.example.net,  false, false",
        "hop.example,       false, false",
        "other.example,     false, false"
    })
    void coversTheHostAndWithIncludeSubDomainsAllBelow(String host, boolean alone, boolean withSubDomains) {
        store.learn("shop.example", "max-age=10");
        assertThat(store.check(host)).isEqualTo(alone);
        store.learn("shop.example", "max-age=10; includeSubDomains");
        assertThat(store.check(host)).isEqualTo(withSubDomains);
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void aHostOfItsOwnDoesNotHideTheDomainAboveIt() {
        store.learn("example", "max-age=100; includeSubDomains");
        store.learn("shop.example", "max-age=1");
        pass(2);
        assertThat(store.check("shop.example")).isTrue();
        assertThat(store.check("www.shop.example")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"9, true", "10, false", "11, false"})
    void expires(long seconds, boolean known) {
        store.learn("shop.example", "max-age=10; includeSubDomains");
        pass(seconds);
        assertThat(store.check("shop.example")).isEqualTo(known);
        assertThat(store.check("www.shop.example")).isEqualTo(known);
        assertThat(store.snapshot()).hasSize(known ? 1 : 0);
    }

    @Test
    void sayingTheSameAgainGivesNewTime() {
        store.learn("shop.example", "max-age=10");
        pass(9);
        assertThat(store.learn("shop.example", "max-age=10")).isTrue();
        pass(9);
        assertThat(store.check("shop.example")).isTrue();
        assertThat(store.snapshot()).containsExactly(new HstsEntry("shop.example", false, now.plusSeconds(1)));
    }

    // RFC 6797 section 6.1.1 and 8.1.
    @Test
    void maxAgeZeroForgetsThatHostAlone() {
        store.learn("shop.example", "max-age=10");
        store.learn("example", "max-age=10");
        assertThat(store.learn("shop.example", "max-age=0; includeSubDomains")).isTrue();
        assertThat(store.check("shop.example")).isFalse();
        assertThat(store.check("example")).isTrue();
        assertThat(store.learn("never.example", "max-age=0")).isTrue();
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void whatBreaksTheGrammarChangesNothing() {
        store.learn("shop.example", "max-age=10");
        assertThat(store.learn("shop.example", "max-age=0; max-age=0")).isFalse();
        assertThat(store.learn("shop.example", "")).isFalse();
        assertThat(store.check("shop.example")).isTrue();
    }

    // RFC 6797 section 8.1.1.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1.",
                "[::1]",
                "[2001:db8::1]",
                "",
                ".",
                "a..",
                "shop.example:443",
                "A.example",
                "a b"
            })
    void nothingButANameIsLearnt(String host) {
        assertThat(store.learn(host, "max-age=10; includeSubDomains")).isFalse();
        assertThat(store.check(host)).isFalse();
        assertThat(store.size()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.put(new HstsEntry(host, true, now.plusSeconds(1))))
                .withMessageContaining("HSTS host");
    }

    @Test
    void hostsCanBePutAndTaken() {
        store.put(new HstsEntry("shop.example", true, Instant.MAX));
        assertThat(store.check("www.shop.example")).isTrue();
        assertThat(store.learn("shop.example", "")).isFalse();
        assertThat(store.check("www.shop.example")).isTrue();
        assertThat(store.remove("shop.example.")).isTrue();
        assertThat(store.check("www.shop.example")).isFalse();
        store.put(new HstsEntry("shop.example", true, Instant.MIN));
        assertThat(store.check("shop.example")).isFalse();
        store.clear();
        assertThat(store.size()).isZero();
    }

    @Nested
    class Bound {

        @ParameterizedTest
        @CsvSource({"2, 2", "3, 3", "4, 3", "9, 3"})
        void holds(int learnt, int held) {
            for (int i = 1; i <= learnt; i++) {
                store.learn("h" + i + ".example", "max-age=" + i);
            }
            assertThat(store.size()).isEqualTo(held);
            assertThat(store.check("h" + learnt + ".example")).isTrue();
        }

        @Test
        void letsTheSoonestToExpireGo() {
            store.learn("long.example", "max-age=30");
            store.learn("short.example", "max-age=10");
            store.learn("middle.example", "max-age=20");
            store.learn("new.example", "max-age=5");
            assertThat(store.snapshot())
                    .extracting(HstsEntry::host)
                    .containsExactly("long.example", "middle.example", "new.example");
        }

        @Test
        void letsTheExpiredGoFirst() {
            store.learn("a.example", "max-age=1");
            store.learn("b.example", "max-age=2");
            store.learn("c.example", "max-age=30");
            pass(2);
            store.learn("d.example", "max-age=10");
            assertThat(store.size()).isEqualTo(2);
            assertThat(store.snapshot()).extracting(HstsEntry::host).containsExactly("c.example", "d.example");
        }

        @Test
        void isNotReachedByAHostThatIsKnown() {
            store.learn("a.example", "max-age=1");
            store.learn("b.example", "max-age=2");
            store.learn("c.example", "max-age=3");
            store.learn("c.example", "max-age=4; includeSubDomains");
            assertThat(store.size()).isEqualTo(3);
            assertThat(store.check("a.example")).isTrue();
        }

        @Test
        void isAtLeastOne() {
            assertThatIllegalArgumentException().isThrownBy(() -> new InMemoryHstsStore(clock, 0));
        }
    }

    @Test
    void theExpiredCanBePurgedAndTheNextExpiryTold() {
        assertThat(store.nextExpiry()).isEmpty();
        store.learn("a.example", "max-age=5");
        store.learn("b.example", "max-age=10");
        store.put(new HstsEntry("c.example", false, Instant.MAX));
        assertThat(store.nextExpiry()).contains(now.plusSeconds(5));
        pass(4);
        store.learn("a.example", "max-age=5");
        assertThat(store.nextExpiry()).contains(now.plusSeconds(5));
        assertThat(store.purge()).isZero();
        pass(6);
        assertThat(store.size()).isEqualTo(3);
        assertThat(store.purge()).isEqualTo(2);
        assertThat(store.size()).isEqualTo(1);
        assertThat(store.nextExpiry()).isEmpty();
    }

    @Test
    void aCopyGoesItsOwnWay() {
        InMemoryHstsStore original = new InMemoryHstsStore(clock, 3);
        original.learn("a.example", "max-age=5; includeSubDomains");
        InMemoryHstsStore copy = original.copy();
        original.clear();
        copy.learn("b.example", "max-age=5");

        assertThat(copy.check("www.a.example")).isTrue();
        assertThat(original.size()).isZero();
        assertThat(copy.snapshot()).extracting(HstsEntry::host).containsExactly("a.example", "b.example");
    }

    /** Against a store that is nothing but a list. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void behavesAsAListWould(long seed) {
        Random random = new Random(seed);
        HstsStore tested = new InMemoryHstsStore(clock, 1_000);
        Map<String, HstsEntry> model = new HashMap<>();
        for (int step = 0; step < 3_000; step++) {
            String host = "h" + random.nextInt(60) + (random.nextBoolean() ? ".example" : ".h1.example");
            int age = random.nextInt(20);
            switch (random.nextInt(6)) {
                case 0 -> pass(random.nextInt(4));
                case 1 -> assertThat(tested.remove(host)).isEqualTo(model.remove(host) != null);
                case 2 -> {
                    int before = model.size();
                    model.values().removeIf(entry -> !entry.expires().isAfter(now));
                    assertThat(tested.purge()).isEqualTo(before - model.size());
                }
                default -> {
                    boolean subDomains = random.nextBoolean();
                    tested.learn(host, "max-age=" + age + (subDomains ? "; includeSubDomains" : ""));
                    if (age == 0) {
                        model.remove(host);
                    } else {
                        model.put(host, new HstsEntry(host, subDomains, now.plusSeconds(age)));
                    }
                }
            }
            assertThat(tested.size()).isEqualTo(model.size());
            assertThat(tested.check(host)).isEqualTo(covers(model, host));
            assertThat(tested.check("www." + host)).isEqualTo(covers(model, "www." + host));
            assertThat(tested.nextExpiry())
                    .isEqualTo(model.values().stream().map(HstsEntry::expires).min(Instant::compareTo));
        }
    }

    private boolean covers(Map<String, HstsEntry> model, String host) {
        return model.values().stream()
                .filter(entry -> entry.expires().isAfter(now))
                .anyMatch(entry ->
                        host.equals(entry.host()) || (entry.includeSubDomains() && host.endsWith("." + entry.host())));
    }

    @Test
    void findsEachOfThousands() {
        HstsStore large = new InMemoryHstsStore(clock, 2_000);
        for (int i = 0; i < 2_000; i++) {
            large.learn("h" + i + ".example", i % 2 == 0 ? "max-age=10; includeSubDomains" : "max-age=10");
        }
        for (int i = 0; i < 2_000; i++) {
            assertThat(large.check("h" + i + ".example")).isTrue();
            assertThat(large.check("www.h" + i + ".example")).isEqualTo(i % 2 == 0);
            assertThat(large.check("x" + i + ".example")).isFalse();
        }
        assertThat(large.size()).isEqualTo(2_000);
    }

    @Test
    void noHostIsLostWhenManyLearnAtOnce() throws Exception {
        HstsStore shared = new InMemoryHstsStore(clock, 1_000);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int thread = t;
                done.add(threads.submit(() -> {
                    start.await();
                    for (int i = 0; i < 200; i++) {
                        shared.learn("h" + i + ".t" + thread + ".example", "max-age=10");
                        shared.check("h" + i + ".t0.example");
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> one : done) {
                one.get(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(shared.snapshot()).hasSize(800);
    }
}
