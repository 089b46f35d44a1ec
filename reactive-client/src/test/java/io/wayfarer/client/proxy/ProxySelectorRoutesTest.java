/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

class ProxySelectorRoutesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpUrl URL = HttpUrl.parse("http://a.example/");

    private static final Proxy OUTER =
            new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("p.example", 3128));
    private static final Proxy TUNNEL = new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("::1", 1080));

    /** Says the same of everything, and remembers what it was asked. */
    private static final class Saying extends ProxySelector {

        private final List<Proxy> answer;
        private final List<URI> asked = new ArrayList<>();
        private boolean mayBlock;

        Saying(Proxy... answer) {
            this.answer = List.of(answer);
        }

        @Override
        public List<Proxy> select(URI uri) {
            asked.add(uri);
            mayBlock = !Schedulers.isInNonBlockingThread();
            return answer;
        }

        @Override
        public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {
            throw new AssertionError("nothing was connected to");
        }
    }

    private static String route(ProxySelector selector) {
        Route route = ProxySelectorRoutes.of("corp", selector).find(URL).block(PATIENCE);
        return String.valueOf(route);
    }

    @Test
    void whatItListsIsTheRoute() {
        assertThat(route(new Saying(Proxy.NO_PROXY))).isEqualTo("direct (corp)");
        assertThat(route(new Saying(OUTER))).isEqualTo("http://p.example:3128 (corp)");
        assertThat(route(new Saying(OUTER, TUNNEL))).isEqualTo("http://p.example:3128, socks5h://[::1]:1080 (corp)");
        assertThat(route(new Saying(OUTER, Proxy.NO_PROXY, TUNNEL))).isEqualTo("http://p.example:3128, direct (corp)");
        assertThat(ProxySelectorRoutes.of("corp", new Saying())).hasToString("corp");
    }

    @Test
    void itMayBlockAndIsAskedForEachHopAnew() {
        Saying selector = new Saying(OUTER);
        ProxySelectorRoutes routes = ProxySelectorRoutes.of("corp", selector);
        assertThat(routes.select(URL)).isNull();
        for (int i = 0; i < 2; i++) {
            StepVerifier.create(routes.find(URL).subscribeOn(Schedulers.parallel()))
                    .expectNextCount(1)
                    .expectComplete()
                    .verify(PATIENCE);
            assertThat(selector.mayBlock).isTrue();
        }
        assertThat(selector.asked).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "http://u:pw@a.example:8080/x?q=1#f, http://a.example:8080/x?q=1",
        "https://a.example/x,                https://a.example/x",
        "wss://a.example/x,                  https://a.example/x",
        "ws://a.example/x,                   http://a.example/x",
        "http://a.example/x?a=|,             http://a.example/"
    })
    void itSeesAUriWithoutUserInfoAndWebSocketAsHttp(String url, String seen) {
        Saying selector = new Saying(OUTER);
        StepVerifier.create(ProxySelectorRoutes.of("corp", selector).find(HttpUrl.parse(url)))
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(selector.asked).containsExactly(URI.create(seen));
    }

    @Test
    void whatItCannotSayIsAFailureAndNotTheDirectWay() {
        ProxySelector failing = new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                throw new IllegalStateException("out of order");
            }

            @Override
            public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {}
        };
        Proxy nowhere = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("p", 0));
        Stream.of(new Saying(), failing, new Saying(nowhere))
                .forEach(selector -> StepVerifier.create(
                                ProxySelectorRoutes.of("corp", selector).find(URL))
                        .expectError()
                        .verify(PATIENCE));
    }
}
