/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.LoopbackServer;

/** A jar for each key of the Reactor context. */
class CookieJarsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final CookieContext SHOP = CookieContext.of(HttpUrl.parse("https://shop.example/"));

    private final TestClock clock = new TestClock(Instant.parse("2026-06-01T12:00:00Z"));
    private final CookieJars jars = CookieJars.builder()
            .maxJars(2)
            .idle(Duration.ofMinutes(30))
            .clock(clock)
            .build();

    @Test
    void eachKeyHasAJarOfItsOwn() {
        set("ada", "sid=ada");
        set("bob", "sid=bob");

        assertThat(sent("ada")).containsExactly("sid=ada");
        assertThat(sent("bob")).containsExactly("sid=bob");
        assertThat(jars.size()).isEqualTo(2);
        assertThat(jars.cookies()).isEqualTo(2);
        assertThat(jars.find("ada"))
                .hasValueSatisfying(jar -> assertThat(jar.size()).isEqualTo(1));
    }

    @Test
    void withoutAKeyThereIsNoJar() {
        assertThat(jars.jar(Context.empty())).isEmpty();
        assertThat(jars.jarToFill(Context.empty())).isEmpty();
        assertThat(jars.size()).isZero();
    }

    @Test
    void whoOnlyAsksMakesNoJarAndSoDrivesNobodyOut() {
        set("ada", "sid=ada");
        for (int i = 0; i < 10; i++) {
            assertThat(sent("visitor " + i)).isEmpty();
        }

        assertThat(jars.size()).isEqualTo(1);
        assertThat(sent("ada")).hasSize(1);
    }

    @Test
    void beyondTheLimitTheJarUsedLongestAgoGoes() {
        set("ada", "sid=ada");
        set("bob", "sid=bob");
        sent("ada");
        set("eve", "sid=eve");

        assertThat(jars.size()).isEqualTo(2);
        assertThat(sent("ada")).containsExactly("sid=ada");
        assertThat(sent("bob")).isEmpty();
        assertThat(sent("eve")).containsExactly("sid=eve");
    }

    @Test
    void aJarThatNobodyUsesIsForgotten() {
        set("ada", "sid=ada");
        clock.advance(Duration.ofMinutes(29));
        assertThat(sent("ada")).as("a use begins the time anew").hasSize(1);
        clock.advance(Duration.ofMinutes(29));
        assertThat(sent("ada")).hasSize(1);
        clock.advance(Duration.ofMinutes(30));

        assertThat(sent("ada")).isEmpty();
        assertThat(jars.size()).isZero();
    }

    @Test
    void idleJarsGoInPassingAndByAPurge() {
        set("ada", "sid=ada");
        set("bob", "sid=bob");
        clock.advance(Duration.ofMinutes(31));
        sent("somebody else");
        assertThat(jars.size()).as("in passing").isZero();

        set("ada", "sid=ada");
        clock.advance(Duration.ofMinutes(1));
        set("bob", "sid=bob");
        clock.advance(Duration.ofMinutes(29));
        assertThat(jars.purge()).isEqualTo(1);
        assertThat(sent("bob")).hasSize(1);
    }

    @Test
    void aJarIsRemovedAtTheEndOfItsUsersSession() {
        set("ada", "sid=ada");
        set("bob", "sid=bob");

        assertThat(jars.remove("ada")).isTrue();
        assertThat(jars.remove("ada")).isFalse();
        assertThat(sent("ada")).isEmpty();
        assertThat(sent("bob")).hasSize(1);
        jars.clear();
        assertThat(jars.size()).isZero();
    }

    @Test
    void theKeyMayBeAnythingTheContextHolds() {
        CookieJars tenants = CookieJars.builder()
                .key(context -> context.getOrEmpty("tenant"))
                .factory(() -> new InMemoryCookieStore(CookieLimits.defaults().withTotal(1)))
                .build();
        CookieStore jar = tenants.jarToFill(Context.of("tenant", 7)).orElseThrow();
        jar.store(SHOP, List.of("a=1", "b=2"));

        assertThat(tenants.find(7)).containsSame(jar);
        assertThat(jar.size()).isEqualTo(1);
        assertThat(tenants.jar(CookieJars.key(7).apply(Context.empty()))).isEmpty();
    }

    @Test
    void limitsAreChecked() {
        assertThatThrownBy(() -> CookieJars.builder().maxJars(0)).hasMessage("maxJars: 0 (expected: >= 1)");
        assertThatThrownBy(() -> CookieJars.builder().idle(Duration.ZERO))
                .hasMessage("idle: PT0S (expected: >= PT0.001S)");
    }

    @Test
    void nobodysNameIsShown() {
        set("ada", "sid=secret");

        assertThat(jars).hasToString("CookieJars[1 jars]");
    }

    @Test
    void manyThreadsAndNobodySeesAnothersCookieWhileJarsComeAndGo() throws Exception {
        CookieJars crowded = CookieJars.builder()
                .maxJars(5)
                .idle(Duration.ofMillis(20))
                .clock(clock)
                .build();
        int threads = 8;
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            Random random = new Random(thread);
            tasks.add(() -> {
                start.await(10, TimeUnit.SECONDS);
                int found = 0;
                for (int step = 0; step < 20_000; step++) {
                    String user = "user" + random.nextInt(10);
                    Context context = CookieJars.key(user).apply(Context.empty());
                    switch (random.nextInt(8)) {
                        case 0, 1 -> crowded.jarToFill(context).orElseThrow().store(SHOP, List.of("sid=" + user));
                        case 2 -> clock.advance(Duration.ofMillis(1));
                        case 3 -> crowded.remove(user);
                        default -> {
                            for (Cookie cookie : crowded.jar(context)
                                    .map(jar -> jar.lookup(SHOP))
                                    .orElse(List.of())) {
                                assertThat(cookie.value()).isEqualTo(user);
                                found++;
                            }
                        }
                    }
                    assertThat(crowded.size()).isLessThanOrEqualTo(5);
                }
                return found;
            });
        }
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        int found = 0;
        try {
            for (Future<Integer> future : executor.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                found += future.get();
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(found).as("look-ups that found something").isGreaterThan(1000);
    }

    @Test
    void usersAtTheSameTimeOverTheSameConnectionsKeepTheirSessionsApart() {
        PooledTransport transport = new PooledTransport(TransportSettings.defaults());
        ReactiveHttpClient http = ReactiveHttpClient.builder()
                .transport(transport)
                .policy(new CookiePolicy(CookieJars.builder().build()))
                .policy(new ProxyPolicy(EnvironmentProxies.of(Map.of())))
                .build();
        try (LoopbackServer server = LoopbackServer.start(routes -> routes.get(
                        "/login/{user}",
                        (in, out) -> out.status(303)
                                .header("Location", "/home")
                                .header("Set-Cookie", "sid=" + in.param("user") + "; Path=/")
                                .send())
                .get(
                        "/home",
                        (in, out) -> out.sendString(
                                Mono.just(String.valueOf(in.requestHeaders().get("Cookie"))))))) {
            List<String> answers = Flux.range(0, 200)
                    .flatMap(
                            i -> {
                                String user = "u" + i % 20;
                                return http.get(server.uri("/login/" + user))
                                        .bodyAsString()
                                        .then(http.get(server.uri("/home")).bodyAsString())
                                        .map(seen -> user + " " + seen)
                                        .contextWrite(CookieJars.key(user));
                            },
                            16)
                    .collectList()
                    .block(PATIENCE);

            assertThat(Objects.requireNonNull(answers))
                    .hasSize(200)
                    .allSatisfy(answer -> assertThat(answer.split(" sid=", -1))
                            .satisfies(parts -> assertThat(parts[0]).isEqualTo(parts[1])));
            assertThat(http.get(server.uri("/home")).bodyAsString().block(PATIENCE))
                    .as("nobody in particular")
                    .isEqualTo("null");
        } finally {
            transport.dispose();
        }
    }

    private void set(String user, String... fields) {
        Optional<CookieStore> jar = jars.jarToFill(CookieJars.key(user).apply(Context.empty()));
        jar.orElseThrow().store(SHOP, List.of(fields));
    }

    private List<String> sent(String user) {
        return jars.jar(CookieJars.key(user).apply(Context.empty()))
                .map(jar -> jar.lookup(SHOP).stream().map(Cookie::pair).toList())
                .orElse(List.of());
    }
}
