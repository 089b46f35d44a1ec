/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.retry.RetryPolicy;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;

class CallingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FaultServer shop = FaultServer.http1(
            Fault.inTurn(Fault.answer(503, "later", "retry-after", "0"), Fault.answer(200, "Welcome")));

    private final String url = shop.uri("/").toString();

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void callbacksAndFutures() throws Exception {
        ReactiveHttpClient http = ReactiveHttpClient.create();
        CompletableFuture<String> told = new CompletableFuture<>();

        // tag::callback[]
        Disposable call = http.get(url)
                .call(
                        (body, status, response) -> told.complete(status + " " + body),
                        told::completeExceptionally); // <1>
        // end::callback[]

        assertThat(told.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("503 later");
        assertThat(call).isNotNull();

        // tag::future[]
        CompletableFuture<String> page =
                http.get(url).timeout(Duration.ofSeconds(5)).bodyAsString().toFuture(); // <1>
        // end::future[]

        assertThat(page.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("Welcome");
    }

    @Test
    void busyServersAreAskedAgain() {
        // tag::retry[]
        ReactiveHttpClient http =
                ReactiveHttpClient.builder().policy(RetryPolicy.standard()).build();
        // end::retry[]

        assertThat(http.get(url).bodyAsString().block(PATIENCE)).isEqualTo("Welcome");
    }

    @Test
    void aFailedConnectionIsTriedAgain() {
        ReactiveHttpClient http = ReactiveHttpClient.create();
        try (FaultServer starting = FaultServer.http1(Fault.inTurn(Fault.close(), Fault.answer(200, "Welcome")))) {
            String url = starting.uri("/").toString();

            // tag::reconnect[]
            Mono<String> page = http.get(url)
                    .bodyAsString()
                    .retryWhen(Retry.backoff(3, Duration.ofMillis(200)) // <1>
                            .filter(ConnectionException.class::isInstance));
            // end::reconnect[]

            assertThat(page.block(PATIENCE)).isEqualTo("Welcome");
            assertThat(starting.requests()).hasSize(2);
        }
    }

    @Test
    void anExchangeToShowAround() {
        ReactiveHttpClient http = ReactiveHttpClient.create();

        // tag::export[]
        Mono<String> har = http.get(url)
                .header("Authorization", "Bearer 4711")
                .exchange(answer -> answer.discard().thenReturn(answer.record().toHar()));
        // end::export[]

        assertThat(har.block(PATIENCE)).contains("\"Authorization\"").doesNotContain("4711");
    }
}
