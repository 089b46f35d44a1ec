/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.Trace;
import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopAnswer;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.hop.HopSite;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;

class RetryPolicyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    private static final RetryPolicy POLICY = new RetryPolicy(2, Duration.ofSeconds(30), Duration.ofMillis(500), NOON);

    private static final Fault BUSY = Fault.answer(503, "busy", "retry-after", "0");

    private static Hop hop(HttpMethod method, RequestBody body) {
        return new Hop(
                        1,
                        method,
                        HttpUrl.parse("http://server.example/"),
                        HopReason.USER,
                        new HttpHeaders(),
                        HopSite.USER)
                .carrying(body);
    }

    private static HopAnswer answer(int status, String... retryAfter) {
        HttpHeaders headers = new HttpHeaders();
        for (String value : retryAfter) {
            headers.add("Retry-After", value);
        }
        return new HopAnswer(status, headers, false);
    }

    private static Hop learnt(HttpMethod method, RequestBody body, HopAnswer answer) {
        Hop hop = hop(method, body);
        POLICY.learn(hop, answer);
        return hop;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 503, true",
        "GET, 429, true",
        "PUT, 503, true",
        "DELETE, 503, true",
        "POST, 503, false",
        "PATCH, 503, false",
        "GET, 500, false",
        "GET, 502, false",
        "GET, 200, false",
    })
    void onlyWhatIsSafeIsRepeatedAndOnlyWhenTheServerHasNotDoneIt(String method, int status, boolean repeated) {
        Hop hop = learnt(HttpMethod.valueOf(method), RequestBody.text("body"), answer(status));

        assertThat(hop.repeatReason()).isEqualTo(repeated ? HopReason.RETRY : null);
    }

    @Test
    void aBodyThatCanBeSentOnceIsNotRepeated() {
        assertThat(learnt(HttpMethod.PUT, RequestBody.stream(Flux.empty(), -1, null), answer(503))
                        .repeatReason())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0                             | 0",
                "7                             | 7",
                "30                            | 30",
                "Sun, 01 Mar 2026 12:00:05 GMT | 5",
                "Sun, 01 Mar 2026 11:00:00 GMT | 0",
            })
    void itWaitsAsLongAsTheServerSays(String retryAfter, int seconds) {
        Hop again = learnt(HttpMethod.GET, RequestBody.empty(), answer(503, retryAfter))
                .repeated(2, new HttpHeaders());

        StepVerifier.withVirtualTime(() -> POLICY.prepare(again))
                .expectSubscription()
                .thenAwait(Duration.ofSeconds(seconds))
                .expectComplete()
                .verify(PATIENCE);
        if (seconds > 0) {
            StepVerifier.withVirtualTime(() -> POLICY.prepare(again))
                    .expectSubscription()
                    .expectNoEvent(Duration.ofSeconds(seconds).minusMillis(1))
                    .thenCancel()
                    .verify(PATIENCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"31", "999999999", "Sun, 01 Mar 2026 12:00:31 GMT"})
    void aWaitThatIsTooLongIsNotBegun(String retryAfter) {
        assertThat(learnt(HttpMethod.GET, RequestBody.empty(), answer(503, retryAfter))
                        .repeatReason())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999"})
    void whatIsNoTimeIsAsIfItWereNotThere(String retryAfter) {
        Hop again = learnt(HttpMethod.GET, RequestBody.empty(), answer(503, retryAfter))
                .repeated(2, new HttpHeaders());

        StepVerifier.withVirtualTime(() -> POLICY.prepare(again))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(249))
                .thenAwait(Duration.ofMillis(251))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aRepetitionForAnotherReasonDoesNotWaitAgain() {
        Hop again =
                learnt(HttpMethod.GET, RequestBody.empty(), answer(503, "7")).repeated(2, new HttpHeaders());
        Hop challenged = again.repeated(3, new HttpHeaders());

        assertThat(POLICY.prepare(challenged)).isSameAs(Mono.empty());
    }

    private static ReactiveHttpClient client(RetryPolicy policy) {
        return ReactiveHttpClient.builder().policy(policy).build();
    }

    @Test
    void theTraceShowsEachRepetition() {
        try (FaultServer server = FaultServer.http1(Fault.inTurn(BUSY, BUSY, Fault.answer(200, "done")))) {
            Trace trace =
                    client(RetryPolicy.standard()).get(server.uri("/")).trace().block(PATIENCE);

            assertThat(trace).isNotNull();
            assertThat(trace.hops()).extracting(Trace.TracedHop::status).containsExactly(503, 503, 200);
            assertThat(trace.hops())
                    .extracting(Trace.TracedHop::reason)
                    .containsExactly(HopReason.USER, HopReason.RETRY, HopReason.RETRY);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void theAnswerStandsWhenThereWereEnough(int most) {
        try (FaultServer server = FaultServer.http1(BUSY)) {
            assertThat(client(RetryPolicy.of(most, Duration.ofSeconds(1)))
                            .get(server.uri("/"))
                            .exchange(answer -> answer.bodyAsString())
                            .block(PATIENCE))
                    .isEqualTo("busy");
            assertThat(server.requests()).hasSize(most + 1);
        }
    }

    @Test
    void withoutThePolicyNothingIsRepeated() {
        try (FaultServer server = FaultServer.http1(BUSY)) {
            ReactiveHttpClient.create().get(server.uri("/")).trace().block(PATIENCE);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void boundsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> RetryPolicy.of(0, Duration.ofSeconds(1))).hasMessageContaining("maxRetries");
        assertThatThrownBy(() -> RetryPolicy.of(5, Duration.ofSeconds(1))).hasMessageContaining("maxRetries");
        assertThatThrownBy(() -> RetryPolicy.of(1, Duration.ZERO)).hasMessageContaining("maxWait");
    }
}
