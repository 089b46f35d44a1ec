/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Requests.form;
import static io.wayfarer.server.route.Requests.secure;
import static io.wayfarer.server.route.Responses.json;
import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What a handler reads of a request. */
class RequestsTest {

    private static final String TWO_PARTS = String.join(
            "\r\n",
            "--b",
            "Content-Disposition: form-data; name=\"who\"",
            "",
            "Ada",
            "--b",
            "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"",
            "",
            "content",
            "--b--",
            "");

    @Test
    void aFormHasItsEntriesInTheOrderOfThePage() throws Exception {
        try (TestServer server = TestServer.of(r -> r.post(
                "/form",
                request -> form(request)
                        .flatMap(data -> text(data.entries().stream()
                                .map(entry -> entry.name() + "=" + entry.value())
                                .collect(Collectors.joining("|"))))))) {
            String urlencoded = "application/x-www-form-urlencoded";
            assertThat(server.post("/form", "b=1&a=x+y%26&b=%C3%BC&c", "Content-Type", urlencoded)
                            .body())
                    .isEqualTo("b=1|a=x y&|b=ü|c=");
            assertThat(server.post("/form", "", "Content-Type", urlencoded).body())
                    .isEmpty();
            assertThat(server.post("/form", "a=1", "Content-Type", "text/plain").statusCode())
                    .isEqualTo(415);
            assertThat(server.post("/form", "a=1").statusCode()).isEqualTo(415);
            assertThat(server.post("/form", "a".repeat(300_000), "Content-Type", urlencoded)
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void aBodyIsReadAsTextBytesJsonOrParts() throws Exception {
        try (TestServer server = TestServer.of(r -> r.post(
                        "/text", request -> request.bodyToMono(String.class).flatMap(Responses::text))
                .post(
                        "/bytes",
                        request -> request.bodyToMono(byte[].class).flatMap(bytes -> text(Arrays.toString(bytes))))
                .post("/json", request -> request.bodyToMono(Map.class).flatMap(map -> json(map.keySet())))
                .post(
                        "/parts",
                        request -> request.multipartData()
                                .flatMap(parts -> text(described(parts.getFirst("who")) + " and "
                                        + described(parts.getFirst("file")))))
                .post(
                        "/events",
                        request -> request.bodyToFlux(PartEvent.class)
                                .map(event -> {
                                    DataBufferUtils.release(event.content());
                                    return event.name();
                                })
                                .distinct()
                                .collectList()
                                .flatMap(names -> text(names.toString()))))) {
            assertThat(server.post("/text", "Grüß").body()).isEqualTo("Grüß");
            assertThat(server.post("/bytes", "ab").body()).isEqualTo("[97, 98]");
            assertThat(server.post("/json", "{\"k\":1}", "Content-Type", "application/json")
                            .body())
                    .isEqualTo("[\"k\"]");
            String multipart = "multipart/form-data; boundary=b";
            assertThat(server.post("/parts", TWO_PARTS, "Content-Type", multipart)
                            .body())
                    .isEqualTo("who=Ada and file a.txt");
            assertThat(server.post("/events", TWO_PARTS, "Content-Type", multipart)
                            .body())
                    .isEqualTo("[who, file]");
        }
    }

    private static String described(@Nullable Part part) {
        if (part instanceof FormFieldPart field) {
            return field.name() + "=" + field.value();
        }
        return part instanceof FilePart file ? file.name() + " " + file.filename() : "nothing";
    }

    @Test
    void headersAreThereBeforeTheBodyAndChunksComeOnlyAsTheyAreAskedFor() throws Exception {
        Sinks.Many<String> heard = Sinks.many().replay().all();
        Sinks.One<BaseSubscriber<DataBuffer>> reader = Sinks.one();
        try (TestServer server = TestServer.of(r -> r.post("/upload", request -> {
                    heard.tryEmitNext("for " + request.headers().firstHeader("X-Name"));
                    Sinks.Empty<Void> end = Sinks.empty();
                    BaseSubscriber<DataBuffer> oneByOne = new BaseSubscriber<>() {
                        @Override
                        protected void hookOnSubscribe(Subscription subscription) {
                            reader.tryEmitValue(this);
                        }

                        @Override
                        protected void hookOnNext(DataBuffer chunk) {
                            String content = chunk.toString(StandardCharsets.UTF_8);
                            DataBufferUtils.release(chunk);
                            heard.tryEmitNext(content);
                        }

                        @Override
                        protected void hookOnComplete() {
                            end.tryEmitEmpty();
                        }
                    };
                    request.body(BodyExtractors.toDataBuffers()).subscribe(oneByOne);
                    return end.asMono().then(text("done"));
                }));
                RawClient client = new RawClient(server)) {
            List<String> seen = new CopyOnWriteArrayList<>();
            heard.asFlux().subscribe(seen::add);
            client.send("POST /upload HTTP/1.1\r\nHost: h\r\nX-Name: log\r\nContent-Length: 6\r\n\r\n");
            BaseSubscriber<DataBuffer> reading =
                    Objects.requireNonNull(reader.asMono().block(TestServer.PATIENCE));
            assertThat(seen).containsExactly("for log");

            client.send("one");
            reading.request(1);
            assertThat(heard.asFlux().elementAt(1).block(TestServer.PATIENCE)).isEqualTo("one");
            client.send("two");
            reading.request(1);
            assertThat(heard.asFlux().elementAt(2).block(TestServer.PATIENCE)).isEqualTo("two");
            reading.requestUnbounded();
            assertThat(client.readUntil("done")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aClientThatExpects100IsToldToGoOnOnlyWhenAHandlerAsksForTheBody() throws Exception {
        String head = " HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n";
        try (TestServer server = TestServer.of(r -> r.post(
                        "/read", request -> request.bodyToMono(String.class).flatMap(Responses::text))
                .post("/refuse", request -> text("no").status(403))
                .get("/get", text("get")))) {
            try (RawClient client = new RawClient(server)) {
                client.send("POST /read" + head + "\r\n");
                assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
                client.send("ok");
                assertThat(client.readUntil("\r\n\r\nok")).startsWith("HTTP/1.1 200 ");
            }
            for (String refused : List.of("/refuse", "/none", "/get")) {
                try (RawClient client = new RawClient(server)) {
                    client.send("POST " + refused + head + "Connection: close\r\n\r\n");
                    assertThat(client.readUntil("\r\n\r\n"))
                            .doesNotContain("HTTP/1.1 100")
                            .containsPattern("^HTTP/1.1 40[345] ");
                }
            }
        }
    }

    @Test
    void theSchemeOfTheRequestSaysWhetherItIsSecure() throws Exception {
        Mono<Void> nothing = Mono.empty();
        Routes routes = Routes.of(r -> r.get("/s", request -> nothing.then(text("" + secure(request)))));
        HttpHandler handler = RouterFunctions.toHttpHandler(routes);
        try (TestServer plain = TestServer.handling(handler);
                TestServer tls = TestServer.handling((request, response) -> handler.handle(
                        request.mutate().uri(URI.create("https://h/s")).build(), response))) {
            assertThat(plain.get("/s").body()).isEqualTo("false");
            assertThat(tls.get("/s").body()).isEqualTo("true");
        }
    }
}
