/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.parity;

import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.springframework.web.reactive.function.server.ServerResponse.status;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.wayfarer.server.route.Routes;

/** What a handler in Prosody or on a NodeMCU may do, done by a handler behind {@link Routes}. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ServerParityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient browser = HttpClient.newHttpClient();
    private final URI base;
    private final Application application;

    ServerParityTest(@LocalServerPort int port, @Autowired Application application) {
        this.base = URI.create("http://127.0.0.1:" + port);
        this.application = application;
    }

    @Test
    void aHandlerSeesMethodAndUrl() throws Exception {
        assertThat(get("/seen/a%20b?x=1&y").body()).isEqualTo("GET /seen/a%20b x=1&y");
        assertThat(send(request("/seen/a").POST(BodyPublishers.noBody())).body())
                .isEqualTo("POST /seen/a null");
    }

    @Test
    void headerNamesAreComparedWithoutCase() throws Exception {
        assertThat(send(request("/header").header("X-Custom", "yes")).body()).isEqualTo("yes");
    }

    @Test
    void theBodyIsThereAsBytes() throws Exception {
        assertThat(send(request("/length").POST(BodyPublishers.ofByteArray(new byte[] {0, -1, 10})))
                        .body())
                .isEqualTo("[0, -1, 10]");
    }

    @Test
    void theConnectionIsKnownByItsAddresses() throws Exception {
        assertThat(get("/peer").body()).isEqualTo("from 127.0.0.1 to " + base.getPort());
    }

    @Test
    void statusAndHeadersAreSettable() throws Exception {
        HttpResponse<String> answer = get("/conflict");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().allValues("X-With")).containsExactly("Ada", "Grace");
        assertThat(answer.body()).isEqualTo("taken");
    }

    @Test
    void theLengthOfATextIsAnnounced() throws Exception {
        HttpResponse<String> answer = get("/hello");
        assertThat(answer.body()).isEqualTo("Grüß dich");
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(11);
    }

    @Test
    void aStatusAloneIsAnAnswer() throws Exception {
        HttpResponse<String> answer = get("/gone");
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void anErrorHasADefaultPage() throws Exception {
        HttpResponse<String> answer = send(request("/broken").header("Accept", "text/html"));
        assertThat(answer.statusCode()).isEqualTo(507);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(answer.body()).contains("507", "Insufficient Storage");
    }

    @Test
    void anAnswerMayComeLaterWhileTheConnectionStaysOpen() throws Exception {
        CompletableFuture<HttpResponse<String>> answer =
                browser.sendAsync(request("/later").build(), BodyHandlers.ofString());
        application.asked.asMono().block(PATIENCE);
        assertThat(answer).isNotDone();

        application.answer.tryEmitValue("at last").orThrow();

        assertThat(answer.get().body()).isEqualTo("at last");
    }

    @Test
    void headersAreSeenBeforeTheBodyAndChunksAsTheyArrive() throws Exception {
        Sinks.Many<ByteBuffer> upload = Sinks.many().unicast().onBackpressureBuffer();
        CompletableFuture<HttpResponse<String>> answer = browser.sendAsync(
                request("/upload")
                        .header("X-Name", "log")
                        .POST(BodyPublishers.fromPublisher(JdkFlowAdapter.publisherToFlowPublisher(upload.asFlux())))
                        .build(),
                BodyHandlers.ofString());

        upload.tryEmitNext(bytes("one")).orThrow();
        assertThat(application.arrived.asFlux().take(2).collectList().block(PATIENCE))
                .isEqualTo(List.of("headers of log", "one"));
        upload.tryEmitNext(bytes("two")).orThrow();
        assertThat(application.arrived.asFlux().skip(2).blockFirst(PATIENCE)).isEqualTo("two");
        assertThat(answer).isNotDone();
        upload.tryEmitComplete().orThrow();

        assertThat(answer.get().body()).isEqualTo("onetwo");
    }

    @Test
    void statusAndHeadersAreFixedOnceTheFirstBytesWereSent() throws Exception {
        HttpResponse<String> answer = get("/committed");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("X-Late")).isEmpty();
        assertThat(answer.body()).isEqualTo("first, status changed: false, header refused: true, last");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        final Sinks.One<Boolean> asked = Sinks.one();
        final Sinks.One<String> answer = Sinks.one();
        final Sinks.Many<String> arrived = Sinks.many().replay().all();

        @Bean
        Routes routes() {
            return Routes.of(r -> r.get("/seen/**", this::seen)
                    .post("/seen/**", this::seen)
                    .get(
                            "/header",
                            request -> text(String.valueOf(request.headers().firstHeader("x-custom"))))
                    .post(
                            "/length",
                            request -> request.bodyToMono(byte[].class).flatMap(body -> text(Arrays.toString(body))))
                    .get("/peer", this::peer)
                    .get(
                            "/conflict",
                            request -> status(HttpStatus.CONFLICT)
                                    .header("X-With", "Ada", "Grace")
                                    .bodyValue("taken"))
                    .get("/hello", text("Grüß dich"))
                    .get("/gone", request -> status(HttpStatus.GONE).build())
                    .get("/broken", request -> Mono.error(new ResponseStatusException(HttpStatus.INSUFFICIENT_STORAGE)))
                    .get("/later", request -> {
                        asked.tryEmitValue(true);
                        return answer.asMono().flatMap(late -> text(late));
                    })
                    .post("/upload", this::upload)
                    .get("/committed", this::committed));
        }

        private Mono<ServerResponse> seen(ServerRequest request) {
            return text(request.method() + " " + request.uri().getRawPath() + " "
                    + request.uri().getRawQuery());
        }

        private Mono<ServerResponse> peer(ServerRequest request) {
            return text(
                    "from " + request.remoteAddress().orElseThrow().getAddress().getHostAddress() + " to "
                            + request.localAddress().orElseThrow().getPort());
        }

        private Mono<ServerResponse> upload(ServerRequest request) {
            arrived.tryEmitNext("headers of " + request.headers().firstHeader("X-Name"));
            return request.body(BodyExtractors.toDataBuffers())
                    .map(buffer -> {
                        String chunk = buffer.toString(StandardCharsets.UTF_8);
                        DataBufferUtils.release(buffer);
                        arrived.tryEmitNext(chunk);
                        return chunk;
                    })
                    .reduce("", String::concat)
                    .flatMap(all -> text(all));
        }

        /** Sends a first chunk, then tries to change what has been sent already. */
        private Mono<ServerResponse> committed(ServerRequest request) {
            ServerHttpResponse response = request.exchange().getResponse();
            Mono<String> attempt =
                    Mono.fromSupplier(() -> "status changed: " + response.setStatusCode(HttpStatus.ACCEPTED)
                            + ", header refused: " + refusesHeader(response) + ", ");
            Flux<String> chunks = Flux.concat(Mono.just("first, "), attempt, Mono.just("last"));
            return status(HttpStatus.CREATED).body(chunks, String.class);
        }

        private static boolean refusesHeader(ServerHttpResponse response) {
            return catchThrowable(() -> response.getHeaders().set("X-Late", "yes"))
                    instanceof UnsupportedOperationException;
        }
    }
}
