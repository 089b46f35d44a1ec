/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.RequestSpec;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.LoopbackServer;

/** What one request can say about cookies. */
class CookieControlTest {

    private final PooledTransport transport = new PooledTransport(TransportSettings.defaults());
    private final CookieStore jar = new InMemoryCookieStore();
    private final ReactiveHttpClient http = ReactiveHttpClient.builder()
            .transport(transport)
            .policy(new CookiePolicy(jar))
            .policy(new ProxyPolicy(EnvironmentProxies.of(Map.of())))
            .build();

    private LoopbackServer server;

    @BeforeEach
    void start() {
        server = LoopbackServer.start(routes -> routes.get(
                        "/show",
                        (in, out) -> out.addHeader("Set-Cookie", "shown=yes")
                                .sendString(Mono.just(
                                        String.valueOf(in.requestHeaders().getAll("Cookie")))))
                .get(
                        "/there",
                        (in, out) -> out.status(302).header("Location", "/show").send())
                .get(
                        "/away",
                        (in, out) -> out.status(302)
                                .header("Location", "http://localhost:" + server.port() + "/show")
                                .send()));
        jar.store(
                CookieContext.of(HttpUrl.parse("http://127.0.0.1/")),
                List.of("strict=1; SameSite=Strict", "lax=2; SameSite=Lax", "plain=3"));
    }

    @AfterEach
    void stop() {
        server.close();
        transport.dispose();
    }

    @Test
    void withoutCookiesNoneOfTheJarGoesAndNoneComesIn() {
        assertThat(answer(get("/show").withoutCookies())).isEqualTo("[]");
        assertThat(jar.size()).isEqualTo(3);
    }

    @Test
    void anotherJarTakesThePlaceOfTheClients() {
        CookieStore other = new InMemoryCookieStore();
        assertThat(answer(get("/show").cookies(other))).isEqualTo("[]");
        assertThat(answer(get("/show").cookies(other))).isEqualTo("[shown=yes]");
        assertThat(jar.size()).isEqualTo(3);
    }

    @Test
    void extraCookiesStandInTheSameFieldLineBeforeThoseOfTheJarWhichDoesNotLearnThem() {
        assertThat(answer(get("/there").cookie("extra", "a b").cookie("more", "")))
                .isEqualTo("[extra=a b; more=; strict=1; lax=2; plain=3]");
        assertThat(answer(get("/show").withoutCookies().cookie("extra", "1").cookie("more", "2")))
                .isEqualTo("[extra=1; more=2]");
        assertThat(jar.snapshot()).extracting(Cookie::name).doesNotContain("extra", "more");
    }

    @Test
    void extraCookiesDoNotFollowARedirectToAnotherOrigin() {
        assertThat(answer(get("/away").cookie("extra", "1"))).isEqualTo("[]");
    }

    @Test
    void anExtraCookieIsOneAndNothingMore() {
        for (String bad : List.of("secret; b=c", "secret\r\nX: y")) {
            assertThatThrownBy(() -> get("/show").cookie("a", bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void onBehalfOfAnotherSiteOnlyItsOwnUserSendsStrictCookiesAndOnlyANavigationLaxOnes() {
        assertThat(answer(get("/show").siteForCookies("http://127.0.0.1:1/page", false)))
                .isEqualTo("[strict=1; lax=2; plain=3]");
        assertThat(answer(get("/show").siteForCookies("http://other.example/", true)))
                .isEqualTo("[lax=2; plain=3; shown=yes]");
        assertThat(answer(get("/show").siteForCookies("http://other.example/", false)))
                .isEqualTo("[]");
    }

    private RequestSpec get(String path) {
        return http.get(server.uri(path));
    }

    private static @Nullable String answer(RequestSpec request) {
        return request.bodyAsString().block(Duration.ofSeconds(10));
    }
}
