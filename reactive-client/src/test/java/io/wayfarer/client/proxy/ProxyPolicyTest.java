/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.hop.HopSite;
import io.wayfarer.client.hop.HopStage;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

class ProxyPolicyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final RouteSelector SILENT = url -> null;

    private static Hop hop() {
        return new Hop(
                1, HttpMethod.GET, HttpUrl.parse("http://a.example/"), HopReason.USER, new HttpHeaders(), HopSite.USER);
    }

    private static RouteSelector at(String reason) {
        return url -> new Route(null, reason);
    }

    /** Answers with time; empty is nothing. */
    private static RouteSelector slow(Mono<Route> answer) {
        return new RouteSelector() {
            @Override
            public @Nullable Route select(HttpUrl url) {
                return null;
            }

            @Override
            public Mono<Route> find(HttpUrl url) {
                return answer;
            }
        };
    }

    private static RouteSelector selector(String name) {
        return switch (name) {
            case "-" -> SILENT;
            case "slow-" -> slow(Mono.<Route>empty().hide());
            case "slow" -> slow(Mono.delay(Duration.ofMillis(1)).map(tick -> new Route(null, "slow")));
            default -> at(name);
        };
    }

    private static Route chosen(RouteSelector selector) {
        Hop hop = hop();
        StepVerifier.create(new ProxyPolicy(selector).prepare(hop))
                .expectComplete()
                .verify(PATIENCE);
        return hop.route();
    }

    @Test
    void eachHopHasTheRouteOfItsFinalUrl() {
        RouteSelector proxies = FixedProxies.builder()
                .all("proxy.url", "p:1")
                .https("proxy.https", "socks5://s:2")
                .build();
        ProxyPolicy policy = new ProxyPolicy(proxies);
        Hop hop = hop();
        hop.redirectTo(hop.url().upgraded(), HopReason.HSTS);
        StepVerifier.create(policy.prepare(hop)).expectComplete().verify(PATIENCE);
        assertThat(hop.route()).hasToString("socks5://s:2 (proxy.https)");
        assertThat(policy.stage()).isEqualTo(HopStage.PROXY);
        assertThat(policy.name()).isEqualTo("proxy");
        assertThat(policy.selector()).isSameAs(proxies);
    }

    @ParameterizedTest
    @CsvSource({
        "a b,           a",
        "- b,           b",
        "- - b,         b",
        "slow b,        slow",
        "a slow,        a",
        "slow- b,       b",
        "slow- slow b,  slow",
        "- slow- - b,   b",
        "- -,           no proxy configured",
        "slow-,         no proxy configured",
        "- slow- -,     no proxy configured"
    })
    void theFirstThatSaysSomethingDecidesHoweverLongItTakes(String order, String reason) {
        List<RouteSelector> selectors = List.of(order.split(" ", -1)).stream()
                .map(ProxyPolicyTest::selector)
                .toList();
        assertThat(chosen(RouteOrder.of(selectors))).isEqualTo(new Route(null, reason));
    }

    @Test
    void ordersMayBeNested() {
        RouteSelector inner = RouteOrder.of(List.of(SILENT, selector("slow")));
        assertThat(chosen(RouteOrder.of(List.of(SILENT, inner, at("late"))))).isEqualTo(new Route(null, "slow"));
    }

    @Test
    void whatCannotBeFoundOutIsAFailureAndNoDirectRoute() {
        AtomicInteger asked = new AtomicInteger();
        RouteSelector order = RouteOrder.of(List.of(slow(Mono.error(new IOException("no answer"))), url -> {
            asked.incrementAndGet();
            return Route.DIRECT;
        }));
        StepVerifier.create(new ProxyPolicy(order).prepare(hop()))
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOfSatisfying(
                                ProxyException.class,
                                failure -> assertThat(failure.reason()).isEqualTo(ProxyException.Reason.UNDECIDED))
                        .hasMessageContaining("no route, because no answer"))
                .verify(PATIENCE);
        assertThat(asked).hasValue(0);
    }

    @Test
    @SuppressWarnings("ReferenceEquality") // the client recognises the empty Mono
    void whatIsKnownAtOnceIsNotWaitedFor() {
        assertThat(new ProxyPolicy(RouteOrder.of(List.of(SILENT, at("a")))).prepare(hop()) == Mono.<Void>empty())
                .isTrue();
        assertThat(new ProxyPolicy(RouteOrder.of(List.of(SILENT))).prepare(hop()) == Mono.<Void>empty())
                .isTrue();
    }
}
