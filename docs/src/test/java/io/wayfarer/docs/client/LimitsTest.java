/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.client;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.ResponseSpec;
import io.wayfarer.client.error.ResponseTimeoutException;
import io.wayfarer.client.spring.RequestOptions;
import io.wayfarer.client.spring.WayfarerClientHttpConnector;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;

class LimitsTest {

    private static final Duration PATIENCE = ofSeconds(10);

    private final FaultServer shop = FaultServer.http1(Fault.answer(200, "Welcome"));
    private final String url = shop.uri("/").toString();
    private final ReactiveHttpClient http = ReactiveHttpClient.create();

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void aRequestWithLimitsOfItsOwn() {
        // tag::request[]
        Mono<String> report = http.get(url)
                .timeouts(limits -> limits.connect(ofSeconds(2)).read(ofMinutes(5)))
                .timeout(ofMinutes(10)) // <1>
                .maxAnswer(100_000_000) // <2>
                .withoutRetry()
                .bodyAsString()
                .onErrorReturn(ResponseTimeoutException.class, "later"); // <3>
        // end::request[]
        assertThat(report.block(PATIENCE)).isEqualTo("Welcome");
    }

    @Test
    void aRequestOfWebClientWithLimitsOfItsOwn() {
        WebClient webClient = WebClient.builder()
                .clientConnector(new WayfarerClientHttpConnector(http))
                .build();
        // tag::web-client[]
        Mono<String> report = webClient
                .get()
                .uri(url)
                .attributes(RequestOptions.of(request -> request.timeouts(limits -> limits.read(ofMinutes(5)))))
                .retrieve()
                .bodyToMono(String.class);
        // end::web-client[]
        assertThat(report.block(PATIENCE)).isEqualTo("Welcome");
    }

    @Test
    void waitingForThePage() throws IOException {
        // tag::await[]
        String page = http.get(url).await(ResponseSpec::bodyAsString);
        // end::await[]
        assertThat(page).isEqualTo("Welcome");
    }

    @Test
    void connectionsBeforeTheFirstRequest() {
        // tag::warm-up[]
        Mono<Void> ready = http.warmUp(url, 4);
        // end::warm-up[]
        assertThat(ready.thenReturn("ready").block(PATIENCE)).isEqualTo("ready");
    }
}
