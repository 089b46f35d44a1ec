/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.cookie.CookieLimits;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.cookie.NetscapeCookieFile;
import io.wayfarer.fixture.LoopbackServer;

class CookiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LoopbackServer shop = LoopbackServer.start(routes -> routes.get(
                    "/login",
                    (request, response) -> response.header("Set-Cookie", "session=4711; HttpOnly")
                            .sendRedirect("/basket"))
            .get(
                    "/basket",
                    (request, response) -> response.sendString(
                            Mono.just(String.valueOf(request.requestHeaders().get("Cookie"))))));

    private final String login = shop.uri("/login").toString();
    private final String basket = shop.uri("/basket").toString();

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void theJarRemembersBetweenRequestsAndOnTheWay() {
        ReactiveHttpClient http = ReactiveHttpClient.create();

        // tag::jar[]
        Mono<String> first = http.get(login).bodyAsString(); // sets a cookie and redirects
        Mono<String> second = http.get(basket).bodyAsString();
        // end::jar[]

        assertThat(first.block(PATIENCE)).isEqualTo("session=4711");
        assertThat(second.block(PATIENCE)).isEqualTo("session=4711");
    }

    @Test
    void aJarOfOnesOwn() {
        // tag::store[]
        CookieStore jar = new InMemoryCookieStore(CookieLimits.defaults().withPerDomain(50));
        ReactiveHttpClient http =
                ReactiveHttpClient.builder().policy(new CookiePolicy(jar)).build();
        // end::store[]

        http.get(login).bodyAsString().block(PATIENCE);
        assertThat(jar.get("127.0.0.1", "/", "session"))
                .hasValueSatisfying(cookie -> assertThat(cookie.value()).isEqualTo("4711"));
    }

    @Test
    void anotherJarOrNoneForARequest() {
        ReactiveHttpClient http = ReactiveHttpClient.create();
        http.get(login).bodyAsString().block(PATIENCE);

        // tag::request[]
        CookieStore hers = new InMemoryCookieStore();
        Mono<String> withHers = http.get(basket).cookies(hers).bodyAsString();
        Mono<String> withNone = http.get(basket).withoutCookies().bodyAsString();
        // end::request[]

        assertThat(withHers.block(PATIENCE)).isEqualTo("null");
        assertThat(withNone.block(PATIENCE)).isEqualTo("null");
        assertThat(http.get(basket).bodyAsString().block(PATIENCE)).isEqualTo("session=4711");
    }

    @Test
    void aJarOutlivesTheProgram(@TempDir Path folder) throws IOException {
        CookieStore jar = new InMemoryCookieStore();
        ReactiveHttpClient http =
                ReactiveHttpClient.builder().policy(new CookiePolicy(jar)).build();
        http.get(login).bodyAsString().block(PATIENCE);
        Path file = folder.resolve("cookies.txt");

        // tag::file[]
        NetscapeCookieFile.write(file, jar);

        CookieStore later = new InMemoryCookieStore();
        NetscapeCookieFile.read(file).addTo(later);
        // end::file[]

        assertThat(later.snapshot())
                .singleElement()
                .satisfies(cookie -> assertThat(cookie.pair()).isEqualTo("session=4711"));
    }
}
