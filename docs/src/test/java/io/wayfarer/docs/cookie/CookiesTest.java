/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.cookie.Cookie;
import io.wayfarer.client.cookie.CookieChange;
import io.wayfarer.client.cookie.CookieField;
import io.wayfarer.client.cookie.CookieJars;
import io.wayfarer.client.cookie.CookieLimits;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.cookie.NetscapeCookieFile;
import io.wayfarer.client.cookie.SameSite;
import io.wayfarer.client.cookie.SetCookieField;
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

    @Test
    void aJarForEachUser() {
        // tag::users[]
        CookieJars jars =
                CookieJars.builder().maxJars(5_000).idle(Duration.ofMinutes(20)).build();
        ReactiveHttpClient http =
                ReactiveHttpClient.builder().policy(new CookiePolicy(jars)).build();

        Mono<String> hers = http.get(login).bodyAsString().contextWrite(CookieJars.key("ada"));
        Mono<String> his = http.get(basket).bodyAsString().contextWrite(CookieJars.key("bob"));
        // end::users[]

        assertThat(hers.block(PATIENCE)).isEqualTo("session=4711");
        assertThat(his.block(PATIENCE)).isEqualTo("null");
        assertThat(http.get(basket).bodyAsString().block(PATIENCE)).isEqualTo("null");
        assertThat(jars.size()).isEqualTo(1);
    }

    @Test
    void oneCookieMoreAndAnotherSite() {
        ReactiveHttpClient http = ReactiveHttpClient.create();

        // tag::control[]
        Mono<String> extra = http.get(basket).cookie("theme", "dark").bodyAsString();
        Mono<String> embedded = http.get(basket)
                .siteForCookies("https://shop.example/", false) // as part of a page of the shop
                .bodyAsString();
        // end::control[]

        assertThat(extra.block(PATIENCE)).isEqualTo("theme=dark");
        assertThat(embedded.block(PATIENCE)).isEqualTo("null");
    }

    @Test
    void theFieldsOfAServer() {
        // tag::server[]
        String field = SetCookieField.of("__Host-sid", "4711")
                .withSecure()
                .withHttpOnly()
                .withSameSite(SameSite.LAX)
                .withMaxAge(Duration.ofHours(1))
                .text();
        List<CookieField.Pair> pairs = CookieField.parse("__Host-sid=4711; theme=dark");
        // end::server[]

        assertThat(field).isEqualTo("__Host-sid=4711; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=Lax");
        assertThat(pairs)
                .containsExactly(new CookieField.Pair("__Host-sid", "4711"), new CookieField.Pair("theme", "dark"));
    }

    @Test
    void whatChangesIsTold() {
        List<CookieChange> changes = new ArrayList<>();
        // tag::changes[]
        CookieStore jar = new InMemoryCookieStore();
        CookieStore.Subscription subscription = jar.onChange(change -> changes.add(change)); // quick, or handed on
        // end::changes[]

        jar.add(Cookie.of("a", "1").host("shop.example").build());
        subscription.close();
        jar.clear();
        assertThat(changes).extracting(CookieChange::kind).containsExactly(CookieChange.Kind.ADDED);
    }
}
