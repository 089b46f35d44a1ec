/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.error.RedirectException;
import io.wayfarer.client.redirect.RedirectDecision;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.redirect.RedirectRules;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.RecordedRequest;

class RedirectsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LoopbackServer partner = LoopbackServer.start(
            routes -> routes.get("/data", (request, response) -> response.sendString(Mono.just("data"))));

    private final LoopbackServer api = LoopbackServer.start(routes -> routes.get(
                    "/moved",
                    (request, response) ->
                            response.sendRedirect(partner.uri("/data").toString()))
            .get("/next", (request, response) -> response.sendRedirect("/moved")));

    private final String moved = api.uri("localhost", "/moved").toString();

    @AfterEach
    void stop() {
        api.close();
        partner.close();
    }

    @Test
    void aKeyStaysWithTheOriginItWasMeantFor() {
        ReactiveHttpClient http = ReactiveHttpClient.create();

        // tag::key[]
        Mono<String> data = http.get(moved) // redirects to another host
                .header("X-API-Key", "k-4711")
                .header("Accept", "text/plain")
                .bodyAsString();
        // end::key[]

        assertThat(data.block(PATIENCE)).isEqualTo("data");
        assertThat(api.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.headers("X-API-Key")).containsExactly("k-4711"));
        assertThat(partner.requests()).singleElement().satisfies(request -> {
            assertThat(request.headers("X-API-Key")).isEmpty();
            assertThat(request.headers("Accept")).containsExactly("text/plain");
        });
    }

    @Test
    void aHeaderThatIsNamedTravels() {
        // tag::rules[]
        ReactiveHttpClient http = ReactiveHttpClient.builder()
                .redirects(RedirectRules.builder()
                        .max(5)
                        .alsoAcrossOrigins("X-Request-Id")
                        .build())
                .build();
        // end::rules[]

        http.get(moved).header("X-Request-Id", "7").bodyAsString().block(PATIENCE);

        assertThat(partner.requests())
                .extracting(r -> r.headers("X-Request-Id").size())
                .containsExactly(1);
    }

    @Test
    void noRedirectIsFollowedWhenTheRequestSaysSo() {
        ReactiveHttpClient http = ReactiveHttpClient.create();

        // tag::none[]
        Mono<Integer> status = http.get(moved)
                .redirects(RedirectPolicy.none())
                .exchange(answer -> Mono.just(answer.status().value()));
        // end::none[]

        assertThat(status.block(PATIENCE)).isEqualTo(302);
        assertThat(partner.requests()).isEmpty();
    }

    @Test
    void aChainThatIsTooLongFails() {
        ReactiveHttpClient http = ReactiveHttpClient.builder()
                .redirects(RedirectRules.builder().max(1).build())
                .build();

        StepVerifier.create(http.get(api.uri("/next")).bodyAsString())
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                RedirectException.class,
                                e -> assertThat(e.reason()).isEqualTo(RedirectException.Reason.LIMIT)))
                .verify(PATIENCE);
        assertThat(api.requests()).extracting(RecordedRequest::target).containsExactly("/next", "/moved");
        assertThat(partner.requests()).isEmpty();
    }

    @Test
    void aPolicyOfOnesOwnDecidesFirst() {
        // tag::policy[]
        RedirectPolicy standard = RedirectRules.standard();
        RedirectPolicy onlyFromLocalhost = attempt -> attempt.url().host().equals("localhost")
                ? standard.decide(attempt)
                : new RedirectDecision.Stop(); // the 3xx itself is the answer
        // end::policy[]

        ReactiveHttpClient http =
                ReactiveHttpClient.builder().redirects(onlyFromLocalhost).build();
        assertThat(http.get(moved).bodyAsString().block(PATIENCE)).isEqualTo("data");
        assertThat(http.get(api.uri("/moved"))
                        .exchange(answer -> Mono.just(answer.status().value()))
                        .block(PATIENCE))
                .isEqualTo(302);
    }
}
