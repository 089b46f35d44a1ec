/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import io.wayfarer.client.BodyReader;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;
import io.wayfarer.protocol.header.HeaderList;

class AnswersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    record Item(String name, int count) {}

    private final ReactiveHttpClient http = ReactiveHttpClient.create();

    @Test
    void anObjectAndAStreamOfThem() {
        try (FaultServer shop = FaultServer.http1(Fault.inTurn(
                Fault.answer(200, "{\"name\":\"ink\",\"count\":2}", "content-type", "application/json"),
                Fault.answer(
                        200,
                        "[{\"name\":\"ink\",\"count\":2},{\"name\":\"quill\",\"count\":1}]",
                        "content-type",
                        "application/json")))) {
            String url = shop.uri("/items").toString();

            // tag::objects[]
            Mono<Item> ink = http.get(url).bodyTo(Item.class);
            Flux<Item> all = http.get(url).bodyToFlux(Item.class); // <1>
            // end::objects[]

            assertThat(ink.block(PATIENCE)).isEqualTo(new Item("ink", 2));
            assertThat(all.map(Item::name).collectList().block(PATIENCE)).containsExactly("ink", "quill");
        }
    }

    @Test
    void events() {
        try (FaultServer shop =
                FaultServer.http1(Fault.answer(200, "id: 1\ndata: open\n\n", "content-type", "text/event-stream"))) {
            String url = shop.uri("/events").toString();

            // tag::events[]
            Flux<ServerSentEvent<String>> events = http.get(url).bodyAsEvents(String.class);
            // end::events[]

            assertThat(events.blockLast(PATIENCE)).satisfies(event -> {
                assertThat(event.id()).isEqualTo("1");
                assertThat(event.data()).isEqualTo("open");
            });
        }
    }

    @Test
    void eventsThatGoOn() {
        try (FaultServer shop = FaultServer.http1(Fault.inTurn(
                Fault.answer(200, "id: 1\ndata: open\n\n", "content-type", "text/event-stream"),
                Fault.answer(200, "id: 2\ndata: sold out\n\n", "content-type", "text/event-stream")))) {
            String url = shop.uri("/events").toString();

            // tag::stay[]
            AtomicReference<String> last = new AtomicReference<>();
            Flux<ServerSentEvent<String>> events = Flux.defer(() -> http.get(url)
                            .headers(fields ->
                                    Optional.ofNullable(last.get()).ifPresent(id -> fields.set("Last-Event-ID", id)))
                            .timeouts(limits -> limits.read(Duration.ofHours(1))) // <1>
                            .bodyAsEvents(String.class))
                    .doOnNext(event -> Optional.ofNullable(event.id()).ifPresent(last::set))
                    .repeatWhen(ends -> ends.delayElements(Duration.ofSeconds(1))) // <2>
                    .retryWhen(Retry.backoff(10, Duration.ofSeconds(1))
                            .transientErrors(true)
                            .filter(ConnectionException.class::isInstance)); // <3>
            // end::stay[]

            assertThat(events.take(2).map(ServerSentEvent::data).collectList().block(PATIENCE))
                    .containsExactly("open", "sold out");
            assertThat(shop.requests().get(1).first("last-event-id")).isEqualTo("1");
        }
    }

    @Test
    void progress(@TempDir Path folder) {
        List<Long> percents = new CopyOnWriteArrayList<>();
        try (FaultServer shop = FaultServer.http1(Fault.answer(200, "a long catalogue"))) {
            String url = shop.uri("/catalogue").toString();

            // tag::progress[]
            Mono<Path> saved = http.get(url)
                    .bodyTo(
                            folder.resolve("catalogue.txt"),
                            progress ->
                                    progress.total().ifPresent(total -> percents.add(100 * progress.bytes() / total)));
            // end::progress[]

            assertThat(saved.block(PATIENCE)).hasContent("a long catalogue");
            assertThat(percents).endsWith(100L);
        }
    }

    @Test
    void steps() {
        try (FaultServer shop = FaultServer.http1(Fault.answer(200, "size 5\nhello, and the rest"))) {
            String url = shop.uri("/").toString();

            // tag::steps[]
            Mono<String> first = http.get(url).exchange(answer -> {
                BodyReader body = answer.reader();
                return body.readUntil("\n") // <1>
                        .map(line -> Integer.parseInt(line.substring("size ".length())))
                        .flatMap(body::readChars); // <2>
            });
            // end::steps[]

            assertThat(first.block(PATIENCE)).isEqualTo("hello");
        }
    }

    @Test
    void whatComesBeforeAndBehind() {
        List<String> hints = new CopyOnWriteArrayList<>();
        Fault page = (stream, request) -> stream.sendHeaders(
                        HeaderList.of(":status", "103", "link", "</page.css>; rel=preload"), false)
                .then(stream.sendHeaders(HeaderList.of(":status", "200"), false))
                .then(stream.sendData(Unpooled.wrappedBuffer(new byte[] {'h', 'i'}), false))
                .then(stream.sendTrailers(HeaderList.of("server-timing", "db;dur=53")));
        try (FaultServer shop = FaultServer.http1(page)) {
            String url = shop.uri("/").toString();

            // tag::around[]
            Mono<String> timing = http.get(url)
                    .onInterim(hint -> hints.addAll(hint.headers().getOrEmpty("Link"))) // <1>
                    .exchange(answer -> answer.discard()
                            .then(Mono.fromSupplier(() -> answer.trailers().getFirst("Server-Timing")))); // <2>
            // end::around[]

            assertThat(timing.block(PATIENCE)).isEqualTo("db;dur=53");
            assertThat(hints).containsExactly("</page.css>; rel=preload");
        }
    }
}
