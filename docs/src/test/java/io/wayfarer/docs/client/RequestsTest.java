/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.ClientLimits;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.Trace;
import io.wayfarer.client.error.HttpStatusException;
import io.wayfarer.client.hop.HopTimes;
import io.wayfarer.fixture.LoopbackServer;

class RequestsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LoopbackServer shop = LoopbackServer.start(routes -> routes.get(
                    "/", (request, response) -> response.sendString(Mono.just("Welcome")))
            .get("/old", (request, response) -> response.sendRedirect("/"))
            .get("/missing", (request, response) -> response.sendNotFound())
            .post(
                    "/order",
                    (request, response) -> request.receive()
                            .aggregate()
                            .then(response.status(201).send()))
            .put(
                    "/stock",
                    (request, response) -> request.receive()
                            .aggregate()
                            .then(response.status(204).send())));

    private final String url = shop.uri("/").toString();

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void aPageAsText() {
        // tag::string[]
        ReactiveHttpClient http = ReactiveHttpClient.create(); // <1>

        Mono<String> page = http.get(url).bodyAsString(); // <2>
        // end::string[]

        assertThat(shop.requests()).isEmpty();
        StepVerifier.create(page).expectNext("Welcome").expectComplete().verify(PATIENCE);
    }

    @Test
    void aPageInAFile(@TempDir Path folder) throws IOException {
        ReactiveHttpClient http = ReactiveHttpClient.create();

        // tag::file[]
        Mono<Path> saved = http.get(url).bodyTo(folder.resolve("welcome.html"));
        // end::file[]

        assertThat(saved.block(PATIENCE)).isEqualTo(folder.resolve("welcome.html"));
        assertThat(Files.readString(folder.resolve("welcome.html"))).isEqualTo("Welcome");
    }

    @Test
    void aPageAsAStream() {
        ReactiveHttpClient http = ReactiveHttpClient.create();

        // tag::stream[]
        Flux<Integer> sizes = http.get(url).bodyAsFlux().map(buffer -> {
            int size = buffer.readableByteCount();
            DataBufferUtils.release(buffer); // <1>
            return size;
        });
        // end::stream[]

        assertThat(sizes.reduce(0, Integer::sum).block(PATIENCE)).isEqualTo("Welcome".length());
    }

    @Test
    void anAnswerWhateverItsStatus() {
        ReactiveHttpClient http = ReactiveHttpClient.create();
        String missing = shop.uri("/missing").toString();

        // tag::exchange[]
        Mono<Boolean> exists =
                http.head(missing).exchange(answer -> Mono.just(answer.status().is2xxSuccessful())); // <1>
        // end::exchange[]

        assertThat(exists.block(PATIENCE)).isFalse();
    }

    @Test
    void anErrorStatusIsAnExceptionWhereABodyWasAskedFor() {
        ReactiveHttpClient http = ReactiveHttpClient.create();
        String missing = shop.uri("/missing").toString();

        // tag::status[]
        Mono<String> page = http.get(missing)
                .bodyAsString()
                .onErrorResume(HttpStatusException.class, e -> Mono.just("none: " + e.status()));
        // end::status[]

        assertThat(page.block(PATIENCE)).isEqualTo("none: " + HttpStatus.NOT_FOUND);
    }

    @Test
    void aForm() {
        ReactiveHttpClient http = ReactiveHttpClient.create();
        String order = shop.uri("/order").toString();

        // tag::form[]
        Mono<String> ordered = http.post(order)
                .form(form -> form.add("name", "Ada").add("book", "Sketch of the Engine"))
                .bodyAsString();
        // end::form[]

        assertThat(ordered.block(PATIENCE)).isEmpty();
        assertThat(shop.requests()).singleElement().satisfies(request -> {
            assertThat(request.bodyAsString()).isEqualTo("name=Ada&book=Sketch+of+the+Engine");
            assertThat(request.header("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/x-www-form-urlencoded"));
        });
    }

    @Test
    void aFileAsTheBody(@TempDir Path folder) throws IOException {
        ReactiveHttpClient http = ReactiveHttpClient.create();
        String stock = shop.uri("/stock").toString();
        Path file = Files.writeString(folder.resolve("stock.json"), "{}");

        // tag::upload[]
        Mono<Void> sent = http.put(stock)
                .header("X-API-Key", "k-4711")
                .body(file, MediaType.APPLICATION_JSON)
                .bodyDiscarded();
        // end::upload[]

        sent.block(PATIENCE);
        assertThat(shop.requests()).singleElement().satisfies(request -> {
            assertThat(request.bodyAsString()).isEqualTo("{}");
            assertThat(request.headers("Content-Length")).containsExactly("2");
            assertThat(request.headers("X-API-Key")).containsExactly("k-4711");
        });
    }

    @Test
    void howTheAnswerWasReached() {
        ReactiveHttpClient http = ReactiveHttpClient.create();
        String old = shop.uri("/old").toString();

        // tag::trace[]
        Mono<Trace> how = http.get(old).trace();
        // end::trace[]

        Trace trace = how.block(PATIENCE);
        assertThat(trace).isNotNull();
        assertThat(trace.hops())
                .extracting(hop -> Map.entry(hop.url().path(), hop.status()))
                .containsExactly(Map.entry("/old", 302), Map.entry("/", 200));
    }

    @Test
    void whereTheTimeWent() {
        ReactiveHttpClient http = ReactiveHttpClient.create();

        // tag::times[]
        Mono<HopTimes> times = http.get(url)
                .timed()
                .trace()
                .mapNotNull(trace -> trace.hops().get(0).times()); // <1>
        // end::times[]

        assertThat(times.block(PATIENCE))
                .asString()
                .matches("resolved .*, connected .*, sent .*, answered .*, ended .*");
    }

    @Test
    void aClientWithSettingsOfItsOwn() {
        // tag::builder[]
        ReactiveHttpClient http = ReactiveHttpClient.builder()
                .baseUrl(url)
                .defaultHeaders(headers -> headers.set("Accept-Language", "en"))
                .limits(new ClientLimits(Duration.ofSeconds(20), 1024 * 1024, 64 * 1024)) // <1>
                .build();
        // end::builder[]

        assertThat(http.get("old").bodyAsString().block(PATIENCE)).isEqualTo("Welcome");
        assertThat(shop.requests())
                .allSatisfy(request ->
                        assertThat(request.headers("Accept-Language")).containsExactly("en"));
    }
}
