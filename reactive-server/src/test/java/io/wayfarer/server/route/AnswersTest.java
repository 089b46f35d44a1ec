/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Responses.answer;
import static io.wayfarer.server.route.Responses.html;
import static io.wayfarer.server.route.Responses.ifConditionsHold;
import static io.wayfarer.server.route.Responses.json;
import static io.wayfarer.server.route.Responses.redirect;
import static io.wayfarer.server.route.Responses.sse;
import static io.wayfarer.server.route.Responses.status;
import static io.wayfarer.server.route.Responses.stream;
import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What a handler may answer with. */
class AnswersTest {

    private record Item(String name, int price) {}

    /** What a client gets when a handler returns this value; a second route says that it passed. */
    private static String answered(@Nullable Object value, String... headers) throws Exception {
        try (TestServer server =
                TestServer.of(r -> r.get("/a", answer(request -> value)).get("/{any}", text("passed")))) {
            HttpResponse<String> response = server.get("/a", headers);
            return response.statusCode() + " "
                    + response.headers().firstValue("Content-Type").orElse("-") + " " + response.body();
        }
    }

    @Test
    void aTextAStatusAResponseOrAValueIsAnAnswer() throws Exception {
        assertThat(answered("Grüß dich")).isEqualTo("200 text/plain;charset=UTF-8 Grüß dich");
        assertThat(answered(CharBuffer.wrap("b"))).isEqualTo("200 text/plain;charset=UTF-8 b");
        assertThat(answered(204)).isEqualTo("204 - ");
        assertThat(answered(HttpStatus.ACCEPTED)).isEqualTo("202 - ");
        assertThat(answered(ServerResponse.status(418).build().block(TestServer.PATIENCE)))
                .isEqualTo("418 - ");
        assertThat(answered(ResponseEntity.status(409)
                        .header("Content-Type", "text/css")
                        .body("x")))
                .isEqualTo("409 text/css x");
        assertThat(answered(ResponseEntity.noContent().build())).isEqualTo("204 - ");
        assertThat(answered(new Item("tea", 3), "Accept", "application/json"))
                .isEqualTo("200 application/json {\"name\":\"tea\",\"price\":3}");
        assertThat(answered(Map.of("a", List.of(1, 2)))).endsWith("{\"a\":[1,2]}");
        assertThat(answered(new byte[] {'o', 'k'})).isEqualTo("200 application/octet-stream ok");
        assertThat(answered(new ByteArrayResource("res".getBytes(StandardCharsets.US_ASCII))))
                .endsWith(" res");
        assertThat(answered(ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "taken")))
                .startsWith("409 application/problem+json ")
                .contains("\"detail\":\"taken\"");
    }

    @Test
    void nothingPassesTheRequestToTheNextRoute() throws Exception {
        assertThat(answered(null)).endsWith("passed");
        assertThat(answered(Optional.empty())).endsWith("passed");
        assertThat(answered(Mono.empty())).endsWith("passed");
        assertThat(answered(CompletableFuture.completedFuture(null))).endsWith("passed");
        assertThat(answered(Optional.of("there"))).endsWith("there");
    }

    @Test
    void anErrorIsAnErrorWhetherItIsAnObjectOrANumberFrom400On() throws Exception {
        assertThat(answered(new ResponseStatusException(HttpStatus.INSUFFICIENT_STORAGE)))
                .startsWith("507 ");
        assertThat(answered(Mono.error(new ResponseStatusException(HttpStatus.BAD_GATEWAY))))
                .startsWith("502 ");
        try (TestServer server = TestServer.of(r -> r.onError(
                        ResponseStatusException.class,
                        (error, request) ->
                                text("page of " + error.getStatusCode().value()))
                .get("/a", answer(request -> 404)))) {
            assertThat(server.get("/a").body()).isEqualTo("page of 404");
        }
    }

    @Test
    void whatComesLaterIsAnAnswerToo() throws Exception {
        assertThat(answered(Mono.just("mono"))).endsWith("mono");
        assertThat(answered(Mono.just(Optional.of(201)))).isEqualTo("201 - ");
        assertThat(answered(CompletableFuture.completedFuture(Mono.just("nested"))))
                .endsWith("nested");
    }

    @Test
    void aResponseLeftOpenIsAnsweredLaterFromElsewhere() throws Exception {
        CompletableFuture<Object> later = new CompletableFuture<>();
        Sinks.One<Boolean> asked = Sinks.one();
        try (TestServer server = TestServer.of(r -> r.get("/a", answer(request -> {
            asked.tryEmitValue(true);
            return later;
        })))) {
            CompletableFuture<HttpResponse<String>> response = server.getAsync("/a");
            asked.asMono().block(TestServer.PATIENCE);
            assertThat(response).isNotDone();

            later.complete(text("at last").status(201));

            assertThat(response.get().body()).isEqualTo("at last");
            assertThat(response.get().statusCode()).isEqualTo(201);
        }
    }

    @Test
    void severalValuesAndInterimStatusesAreMistakesThatSaySo() throws Exception {
        try (TestServer server = TestServer.of(r -> r.onError(
                        IllegalArgumentException.class, (error, request) -> text(String.valueOf(error.getMessage())))
                .get("/flux", answer(request -> Flux.just("a", "b")))
                .get("/interim", answer(request -> 103)))) {
            assertThat(server.get("/flux").body()).contains("expected: one value");
            assertThat(server.get("/interim").body()).contains("103 (expected: a final status)");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> text("x").status(199));
        assertThatIllegalArgumentException().isThrownBy(() -> text("x").status(600));
        assertThatIllegalArgumentException().isThrownBy(() -> redirect("http://a b"));
    }

    @Test
    void shortFormsHaveTheirTypesAndTakeStatusFieldsAndCookies() throws Exception {
        Answer plain = text("x");
        Answer rich = plain.status(409)
                .header("X-With", "Ada", "Grace")
                .cookie(ResponseCookie.from("seen", "1")
                        .httpOnly(true)
                        .sameSite("Lax")
                        .maxAge(Duration.ofMinutes(1))
                        .path("/")
                        .build());
        try (TestServer server = TestServer.of(r -> r.get("/plain", plain)
                .get("/rich", rich)
                .get("/html", html("<p>é"))
                .get("/json", json(new Item("tea", 3)))
                .get("/gone", status(410))
                .post("/form", redirect("/done?x=1")))) {
            HttpResponse<String> response = server.get("/rich");
            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(response.headers().allValues("X-With")).containsExactly("Ada", "Grace");
            assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("seen=1; Max-Age=60; Expires=")
                    .endsWith("; Path=/; HTTPOnly; SameSite=Lax");
            assertThat(server.get("/plain").statusCode()).isEqualTo(200);
            assertThat(server.get("/plain").headers().allValues("X-With")).isEmpty();
            assertThat(server.get("/html").headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
            assertThat(server.get("/html").body()).isEqualTo("<p>é");
            assertThat(server.get("/json").headers().firstValue("Content-Type")).contains("application/json");
            assertThat(server.get("/json").body()).isEqualTo("{\"name\":\"tea\",\"price\":3}");
            assertThat(server.get("/gone").statusCode()).isEqualTo(410);
            HttpResponse<String> redirect = server.post("/form", "a=b");
            assertThat(redirect.statusCode()).isEqualTo(303);
            assertThat(redirect.headers().firstValue("Location")).contains("/done?x=1");
        }
    }

    @Test
    void cookiesThatNoSetCookieMayHoldAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResponseCookie.from("a", "b\r\nX-Evil: 1").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResponseCookie.from("a b", "c").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResponseCookie.from("a", "b").path("/;x").build());
    }

    @Test
    void aStreamSendsItsHeadAtOnceEachChunkWhenItComesAndThenFinishes() throws Exception {
        Sinks.Many<String> chunks = Sinks.many().unicast().onBackpressureBuffer();
        try (TestServer server = TestServer.of(r -> r.get(
                        "/log",
                        stream(MediaType.TEXT_PLAIN, chunks.asFlux())
                                .status(201)
                                .header("X-Log", "yes")));
                RawClient client = new RawClient(server)) {
            client.send("GET /log HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 201").contains("X-Log: yes");
            chunks.tryEmitNext("eins").orThrow();
            assertThat(client.readUntil("eins\r\n")).endsWith("4\r\neins\r\n");
            chunks.tryEmitNext("zwölf").orThrow();
            assertThat(client.readUntil("zwölf\r\n")).isEqualTo("6\r\nzwölf\r\n");
            chunks.tryEmitComplete().orThrow();
            assertThat(client.readUntil("0\r\n\r\n")).isEqualTo("0\r\n\r\n");
        }
    }

    @Test
    void aStreamIsCancelledWhenItsClientLeavesAndBrokenOffWhenItFails() throws Exception {
        Sinks.Empty<Void> cancelled = Sinks.empty();
        Flux<String> endless = Flux.just("first").concatWith(Flux.never()).doOnCancel(cancelled::tryEmitEmpty);
        Flux<String> failing = Flux.just("first").concatWith(Flux.error(new IOException("torn")));
        try (TestServer server = TestServer.of(r -> r.get("/endless", stream(MediaType.TEXT_PLAIN, endless))
                .get("/failing", stream(MediaType.TEXT_PLAIN, failing)))) {
            try (RawClient client = new RawClient(server)) {
                client.send("GET /endless HTTP/1.1\r\nHost: h\r\n\r\n");
                client.readUntil("first");
            }
            cancelled.asMono().block(TestServer.PATIENCE);
            try (RawClient client = new RawClient(server)) {
                client.send("GET /failing HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(client.readToEnd()).endsWith("5\r\nfirst\r\n");
            }
        }
    }

    @Test
    void eventsAreSentAsTheyComeWithTheirNamesOrAsDataAlone() throws Exception {
        try (TestServer server = TestServer.of(r -> r.get(
                "/events",
                sse(Flux.just(
                        ServerSentEvent.builder("tick").id("7").event("clock").build(),
                        "plain",
                        new Item("tea", 3)))))) {
            HttpResponse<String> response = server.get("/events");
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(response.body())
                    .isEqualTo("id:7\nevent:clock\ndata:tick\n\ndata:plain\n\ndata:{\"name\":\"tea\",\"price\":3}\n\n");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET  | X                 | x                             | 200
                    GET  | If-None-Match     | "v7"                          | 304
                    HEAD | If-None-Match     | "v6", W/"v7"                  | 304
                    GET  | If-None-Match     | "v6"                          | 200
                    GET  | If-Modified-Since | Sat, 21 Nov 2026 10:00:00 GMT | 304
                    GET  | If-Modified-Since | Sat, 21 Nov 2026 09:59:59 GMT | 200
                    PUT  | If-Match          | "v7"                          | 200
                    PUT  | If-Match          | "v6"                          | 412
                    PUT  | If-None-Match     | *                             | 412
                    PUT  | If-Unmodified-Since | Sat, 21 Nov 2026 09:59:59 GMT | 412
                    """)
    void conditionsOnTheVersionDecideWhetherTheHandlerDoesItsWork(String method, String field, String value, int status)
            throws Exception {
        AtomicInteger worked = new AtomicInteger();
        HandlerFunction<ServerResponse> handler =
                request -> ifConditionsHold(request, "v7", Instant.parse("2026-11-21T10:00:00.9Z"), () -> {
                    worked.incrementAndGet();
                    return text("done");
                });
        try (TestServer server = TestServer.of(r -> r.any("/item", handler))) {
            HttpResponse<String> response = server.send(method, "/item", field, value);
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(worked).hasValue(status == 200 ? 1 : 0);
            if (!method.equals("PUT")) {
                assertThat(response.headers().firstValue("ETag")).contains("\"v7\"");
                assertThat(response.headers().firstValue("Last-Modified")).contains("Sat, 21 Nov 2026 10:00:00 GMT");
            }
        }
    }
}
