/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.body.RequestBody;
import io.wayfarer.fixture.LoopbackServer;

class SendingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    record Order(String book, int copies) {}

    private final LoopbackServer shop = LoopbackServer.start(routes -> routes.get(
                    "/books/{id}", (request, response) -> response.sendString(Mono.just("book " + request.param("id"))))
            .post(
                    "/orders",
                    (request, response) -> response.send(request.receive().retain())));

    private final ReactiveHttpClient http =
            ReactiveHttpClient.builder().baseUrl(shop.uri("/").toString()).build();

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void templates() {
        // tag::template[]
        Mono<String> book = http.get("books/{id}", 7).bodyAsString(); // <1>
        Mono<String> same = http.method(
                        HttpMethod.GET, url -> url.pathSegment("books", "7").build())
                .bodyAsString();
        // end::template[]

        assertThat(book.block(PATIENCE)).isEqualTo("book 7");
        assertThat(same.block(PATIENCE)).isEqualTo("book 7");
    }

    @Test
    void anObject() {
        // tag::object[]
        Mono<Void> ordered = http.post("orders")
                .bodyValue(new Order("Sketch of the Engine", 2))
                .bodyDiscarded();
        // end::object[]

        ordered.block(PATIENCE);
        assertThat(shop.requests().get(0).bodyAsString()).isEqualTo("{\"book\":\"Sketch of the Engine\",\"copies\":2}");
    }

    @Test
    void aFileAndHowFarItIs(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("scan.txt"), "the scan");
        List<Long> told = new CopyOnWriteArrayList<>();

        // tag::progress[]
        RequestBody scan = RequestBody.replayable(
                () -> {
                    AtomicLong sent = new AtomicLong(); // <1>
                    return DataBufferUtils.read(file, DefaultDataBufferFactory.sharedInstance, 64 * 1024)
                            .doOnNext(piece -> told.add(sent.addAndGet(piece.readableByteCount())));
                },
                Files.size(file), // <2>
                MediaType.TEXT_PLAIN);
        Mono<String> answer = http.post("orders").body(scan).bodyAsString();
        // end::progress[]

        assertThat(answer.block(PATIENCE)).isEqualTo("the scan");
        assertThat(told).containsExactly(8L);
        assertThat(shop.requests().get(0).headers("Content-Length")).containsExactly("8");
    }

    @Test
    void parts(@TempDir Path folder) throws Exception {
        Path scan = Files.writeString(folder.resolve("scan.txt"), "the scan");

        // tag::multipart[]
        Mono<String> sent = http.post("orders")
                .multipart(parts -> {
                    parts.part("order", new Order("Sketch of the Engine", 2)); // <1>
                    parts.part("scan", new FileSystemResource(scan));
                })
                .bodyAsString();
        // end::multipart[]

        assertThat(sent.block(PATIENCE)).contains("name=\"order\"", "filename=\"scan.txt\"", "the scan");
    }
}
