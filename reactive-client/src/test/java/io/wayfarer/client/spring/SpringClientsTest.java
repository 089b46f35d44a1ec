/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import io.wayfarer.client.ClientFace;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.error.RedirectException;
import io.wayfarer.client.error.ResponseTimeoutException;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.RecordedRequest;

/** WebClient and RestClient make the same hops as the client itself. */
class SpringClientsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PooledTransport transport = new PooledTransport(TransportSettings.defaults());
    private final ReactiveHttpClient http =
            ReactiveHttpClient.builder().transport(transport).build();
    private final WebClient webClient = ClientFace.webClient(http);
    private final RestClient restClient = ClientFace.restClient(http);
    private final LoopbackServer server = LoopbackServer.start(routes -> routes.get(
                    "/other",
                    (in, out) -> out.status(302)
                            .header(
                                    "Location",
                                    "http://127.0.0.1:"
                                            + Objects.requireNonNull(in.hostAddress())
                                                    .getPort() + "/end")
                            .send())
            .get(
                    "/end",
                    (in, out) -> out.addHeader("Set-Cookie", "a=1; Path=/end; Max-Age=60; HttpOnly; SameSite=Lax")
                            .addHeader("Set-Cookie", "=nameless")
                            .sendString(Mono.just("end")))
            .post(
                    "/keep",
                    (in, out) -> out.status(307).header("Location", "/echo").send())
            .post("/echo", (in, out) -> out.send(in.receive().retain())));

    @AfterEach
    void close() {
        server.close();
        transport.dispose();
    }

    private URI at(String path) {
        return server.uri("localhost", path);
    }

    private void assertNothingLeaked() {
        assertThat(server.requests().get(0).headers("X-API-Key")).containsExactly("key");
        assertThat(server.requests().get(0).headers("Cookie")).containsExactly("by=hand");
        RecordedRequest second = server.requests().get(1);
        assertThat(second.headers("Authorization")).isEmpty();
        assertThat(second.headers("Cookie")).isEmpty();
        assertThat(second.headers("X-API-Key")).isEmpty();
        assertThat(second.headers("Accept-Language")).containsExactly("de");
    }

    @Test
    void webClientLeaksNothingAcrossOrigins() {
        String body = webClient
                .get()
                .uri(at("/other"))
                .header("Authorization", "Bearer secret")
                .header("X-API-Key", "key")
                .header("Accept-Language", "de")
                .cookie("by", "hand")
                .retrieve()
                .bodyToMono(String.class)
                .block(PATIENCE);

        assertThat(body).isEqualTo("end");
        assertNothingLeaked();
    }

    @Test
    void restClientIsRefusedOnAnEventLoopBeforeAnythingIsSent() {
        Mono<String> within = http.get(at("/end"))
                .exchange(response -> Mono.fromCallable(
                        () -> restClient.get().uri(at("/other")).retrieve().body(String.class)));
        assertThatThrownBy(() -> within.block(PATIENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("event loop thread");
        assertThat(server.requests()).hasSize(1);
    }

    /** By the same option on both, with the typed failure as the cause of Spring's own. */
    @Test
    void oneRequestMayHaveOtherTimeLimitsByAnAttribute() {
        Consumer<Map<String, Object>> hasty =
                RequestOptions.of(request -> request.timeouts(limits -> limits.response(Duration.ofMillis(100))));
        try (FaultServer silent = FaultServer.http1(Fault.silence())) {
            assertThatThrownBy(() -> webClient
                            .get()
                            .uri(silent.uri("/"))
                            .attributes(hasty)
                            .retrieve()
                            .toBodilessEntity()
                            .block(PATIENCE))
                    .isInstanceOf(WebClientRequestException.class)
                    .hasCauseInstanceOf(ResponseTimeoutException.class);
            assertThatThrownBy(() -> restClient
                            .get()
                            .uri(silent.uri("/"))
                            .attributes(hasty)
                            .retrieve()
                            .toBodilessEntity())
                    .isInstanceOf(ResourceAccessException.class)
                    .hasCauseInstanceOf(ResponseTimeoutException.class)
                    .hasMessageContaining("100 ms");
        }
    }

    @Test
    void restClientLeaksNothingAcrossOrigins() {
        String body = restClient
                .get()
                .uri(at("/other"))
                .header("Authorization", "Bearer secret")
                .header("X-API-Key", "key")
                .header("Accept-Language", "de")
                .header("Cookie", "by=hand")
                .retrieve()
                .body(String.class);

        assertThat(body).isEqualTo("end");
        assertNothingLeaked();
    }

    @Test
    void webClientSeesTheCookiesOfTheAnswer() {
        webClient
                .get()
                .uri(at("/end"))
                .exchangeToMono(answer -> {
                    assertThat(answer.cookies()).containsOnlyKeys("a");
                    assertThat(answer.cookies().getFirst("a")).satisfies(cookie -> {
                        assertThat(Objects.requireNonNull(cookie).getValue()).isEqualTo("1");
                        assertThat(cookie.getMaxAge()).isEqualTo(Duration.ofSeconds(60));
                        assertThat(cookie.isHttpOnly()).isTrue();
                        assertThat(cookie.getSameSite()).isEqualTo("Lax");
                    });
                    return answer.releaseBody();
                })
                .block(PATIENCE);
    }

    @Test
    void aValueIsSentAgainOn307AndAStreamIsNot() {
        assertThat(webClient
                        .post()
                        .uri(at("/keep"))
                        .bodyValue("again")
                        .retrieve()
                        .bodyToMono(String.class)
                        .block(PATIENCE))
                .isEqualTo("again");
        assertThat(restClient.post().uri(at("/keep")).body("again").retrieve().body(String.class))
                .isEqualTo("again");

        Flux<DataBuffer> stream = Flux.just("on", "ce")
                .map(text -> DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        StepVerifier.create(webClient
                        .post()
                        .uri(at("/keep"))
                        .contentType(MediaType.TEXT_PLAIN)
                        .body(stream, DataBuffer.class)
                        .retrieve()
                        .bodyToMono(String.class))
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(WebClientRequestException.class)
                        .cause()
                        .isInstanceOf(RedirectException.class))
                .verify(PATIENCE);
    }

    @Test
    void failuresArriveInTheTypesThatSpringCodeExpects() {
        URI nobody = URI.create("http://nobody.invalid/");
        StepVerifier.create(webClient.get().uri(nobody).retrieve().bodyToMono(String.class))
                .expectError(WebClientRequestException.class)
                .verify(PATIENCE);
        assertThatThrownBy(() -> restClient.get().uri(nobody).retrieve().body(String.class))
                .isInstanceOf(ResourceAccessException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void blockingOnAnEventLoopIsRefused() {
        StepVerifier.create(Mono.fromCallable(() ->
                                restClient.get().uri(at("/end")).retrieve().body(String.class))
                        .subscribeOn(Schedulers.parallel()))
                .expectErrorSatisfies(e -> assertThat(e).hasStackTraceContaining("boundedElastic()"))
                .verify(PATIENCE);
        assertThat(server.requests()).isEmpty();
    }
}
