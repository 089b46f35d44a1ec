/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.error.RedirectException;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.RecordedRequest;

/** The policies at work in the whole client: cookies, redirects, HSTS, proxies, and the application's own. */
class ClientPoliciesTest extends ClientCase {

    @Test
    void aCookieSetOnARedirectIsSentToTheNextHopAndNotToAnotherHost() {
        assertThat(http.get(at("/login")).bodyAsString().block(PATIENCE)).isEqualTo("cookie: session=abc");
        assertThat(http.get(at("/home")).bodyAsString().block(PATIENCE)).isEqualTo("cookie: session=abc");
        assertThat(http.get(server.uri("127.0.0.1", "/home")).bodyAsString().block(PATIENCE))
                .isEqualTo("cookie: null");
    }

    @Test
    void theTraceTellsEachHopAndNoSecret() {
        Trace trace =
                Objects.requireNonNull(http.get(at("/login?token=hidden").replace("http://", "http://ada:secret@"))
                        .trace()
                        .block(PATIENCE));

        assertThat(trace.hops()).hasSize(2);
        Trace.TracedHop first = trace.hops().get(0);
        assertThat(first.method()).isEqualTo(HttpMethod.GET);
        assertThat(first.status()).isEqualTo(302);
        assertThat(first.protocol()).isEqualTo("HTTP/1.1");
        assertThat(first.reason()).isEqualTo(HopReason.USER);
        assertThat(first.cookiesLearnt()).containsExactly("session");
        assertThat(first.cookiesSent()).isEmpty();
        assertThat(first.duration()).isPositive();
        Trace.TracedHop second = trace.hops().get(1);
        assertThat(second.url().path()).isEqualTo("/home");
        assertThat(second.reason()).isEqualTo(HopReason.REDIRECT);
        assertThat(second.cookiesSent()).containsExactly("session");
        assertThat(trace.toString()).doesNotContain("hidden", "secret", "abc");
    }

    @Test
    void acrossOriginsNoSecretTravelsAndHarmlessFieldsDo() {
        http.get(at("/other"))
                .header("Authorization", "Bearer secret")
                .header("Cookie", "by=hand")
                .header("X-API-Key", "key")
                .header("Accept-Language", "de")
                .bodyAsString()
                .block(PATIENCE);

        RecordedRequest first = server.requests().get(0);
        assertThat(first.headers("Authorization")).containsExactly("Bearer secret");
        assertThat(first.headers("Cookie")).containsExactly("by=hand");
        assertThat(first.headers("X-API-Key")).containsExactly("key");
        RecordedRequest second = server.requests().get(1);
        assertThat(second.headers("Host")).containsExactly("127.0.0.1:" + server.port());
        assertThat(second.headers("Authorization")).isEmpty();
        assertThat(second.headers("Cookie")).isEmpty();
        assertThat(second.headers("X-API-Key")).isEmpty();
        assertThat(second.headers("Accept-Language")).containsExactly("de");
    }

    @Test
    void aRedirectLoopIsAFailureOfItsOwn() {
        StepVerifier.create(http.get(at("/loop?secret=x")).bodyAsString())
                .expectErrorSatisfies(e -> {
                    assertThat(((RedirectException) e).reason()).isEqualTo(RedirectException.Reason.LOOP);
                    assertThat(e)
                            .hasMessageContaining("Hop 3 (GET http://localhost:")
                            .hasMessageNotContaining("secret=x");
                })
                .verify(PATIENCE);
    }

    @Test
    void redirectsCanBeLeftToTheCaller() {
        Integer status = http.get(at("/login"))
                .redirects(RedirectPolicy.none())
                .exchange(answer -> Mono.just(answer.status().value()))
                .block(PATIENCE);

        assertThat(status).isEqualTo(302);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aJarCanBeReplacedOrLeftOutForOneRequest() {
        InMemoryCookieStore own = new InMemoryCookieStore();
        http.get(at("/login")).cookies(own).bodyAsString().block(PATIENCE);
        assertThat(own.size()).isEqualTo(1);
        assertThat(http.get(at("/home")).bodyAsString().block(PATIENCE)).isEqualTo("cookie: null");
        assertThat(http.get(at("/login")).withoutCookies().bodyAsString().block(PATIENCE))
                .isEqualTo("cookie: null");
    }

    @Test
    void theProxyOfTheEnvironmentIsAskedForEachHop() {
        try (LoopbackProxy proxy = LoopbackProxy.start()) {
            ReactiveHttpClient proxied = http.toBuilder()
                    .policy(new ProxyPolicy(EnvironmentProxies.of(
                            Map.of("http_proxy", proxy.uri().toString(), "no_proxy", "127.0.0.1"))))
                    .build();

            Trace trace =
                    Objects.requireNonNull(proxied.get(at("/other")).trace().block(PATIENCE));

            assertThat(proxy.requests())
                    .extracting(RecordedRequest::requestLine)
                    .containsExactly("GET " + at("/other") + " HTTP/1.1");
            assertThat(trace.hops().get(0).route().toString()).contains("http_proxy");
            assertThat(trace.hops().get(1).route().proxy()).isNull();
            assertThat(trace.hops().get(1).route().toString()).contains("no_proxy");
        }
    }

    @Test
    void aPolicyOfTheApplicationSeesEachHopAndMayTakeItsTime() {
        HopPolicy signing = hop -> Mono.delay(Duration.ofMillis(1))
                .then(Mono.fromRunnable(() -> hop.headers()
                        .set("X-Signature", hop.number() + hop.url().path())));

        http.toBuilder()
                .policy(signing)
                .build()
                .get(at("/login"))
                .bodyAsString()
                .block(PATIENCE);

        assertThat(server.requests())
                .extracting(request -> request.headers("X-Signature"))
                .containsExactly(List.of("1/login"), List.of("2/home"));
    }

    @Test
    void aFieldTakesFurtherValuesFromTheBuilderTheRequestAndAPolicy() {
        HopPolicy adding = hop -> Mono.fromRunnable(() -> hop.headers().add("X-Way", "policy"));
        ReactiveHttpClient first = http.toBuilder()
                .defaultHeaders(headers -> headers.add("X-Way", "default"))
                .policy(adding)
                .build();
        ReactiveHttpClient second = first.toBuilder()
                .defaultHeaders(headers -> headers.add("X-Way", "again"))
                .build();

        second.get(at("/text")).bodyAsString().block(PATIENCE);
        second.get(at("/text"))
                .header("X-Way", "one")
                .header("X-Way", "two")
                .bodyAsString()
                .block(PATIENCE);
        first.get(at("/text")).bodyAsString().block(PATIENCE);

        assertThat(server.requests())
                .extracting(request -> request.headers("X-Way"))
                .containsExactly(
                        List.of("default", "again", "policy"),
                        List.of("one", "two", "policy"),
                        List.of("default", "policy"));
    }

    @Test
    void aPolicyThatThrowsFailsTheExchangeAndLosesNoConnection() {
        HopPolicy broken = new HopPolicy() {
            @Override
            public Mono<Void> prepare(io.wayfarer.client.hop.Hop hop) {
                return Mono.empty();
            }

            @Override
            public void learn(io.wayfarer.client.hop.Hop hop, io.wayfarer.client.hop.HopAnswer answer) {
                throw new IllegalStateException("broken policy");
            }
        };
        StepVerifier.create(
                        http.toBuilder().policy(broken).build().get(at("/big")).bodyAsString())
                .expectErrorMessage("broken policy")
                .verify(PATIENCE);
        assertThat(http.get(at("/text")).bodyAsString().block(PATIENCE)).isEqualTo("grün");
    }
}
