/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.RequestSpec;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RecordedRequest;

/** What a request in lua-http, LuaSocket or Prosody may say, said to our client. */
class ClientParityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Sinks.One<Boolean> hungUp = Sinks.one();
    private final Sinks.One<Boolean> asked = Sinks.one();

    private final LoopbackServer server = LoopbackServer.start(routes -> routes.get(
                    "/size",
                    (request, response) -> response.header("X-Kind", "page").sendString(Mono.just("12345")))
            .head(
                    "/size",
                    (request, response) ->
                            response.header("Content-Length", "5").send())
            .get("/never", (request, response) -> {
                request.withConnection(connection -> connection.onDispose(() -> hungUp.tryEmitValue(true)));
                asked.tryEmitValue(true);
                return Mono.never();
            })
            .route(
                    request -> request.uri().startsWith("/body"),
                    (request, response) -> request.receive()
                            .aggregate()
                            .then(response.status(204).send())));

    private final ReactiveHttpClient http = ReactiveHttpClient.create();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void userinfoBecomesBasicCredentials() {
        send(http.get(server.uri("/body").toString().replace("//", "//Ada:secret@")));

        assertThat(onlyRequest().header("Authorization")).hasValue("Basic " + base64("Ada:secret"));
        assertThat(onlyRequest().target()).isEqualTo("/body");
    }

    @Test
    void credentialsMayBeSetByHandToo() {
        send(http.get(server.uri("/body")).basicAuth("Ada", "secret"));

        assertThat(onlyRequest().header("Authorization")).hasValue("Basic " + base64("Ada:secret"));
    }

    @Test
    void aHeaderOfTheRequestReplacesTheDefault() {
        ReactiveHttpClient named = ReactiveHttpClient.builder()
                .defaultHeaders(headers -> headers.set("User-Agent", "catalogue/1"))
                .build();

        send(http.get(server.uri("/body")));
        send(named.get(server.uri("/body")));
        send(named.get(server.uri("/body")).header("User-Agent", "other/2"));

        assertThat(server.requests())
                .extracting(
                        request -> request.header("User-Agent").orElse("none").replaceAll("/.*", ""))
                .containsExactly("Wayfarer", "catalogue", "other");
        assertThat(server.requests().get(2).headers("User-Agent")).containsExactly("other/2");
    }

    @Test
    void anyMethodCanBeForced() {
        send(http.method(HttpMethod.valueOf("PURGE"), server.uri("/body").toString()));
        send(http.method(HttpMethod.GET, server.uri("/body").toString()).body("with a body"));

        assertThat(server.requests())
                .extracting(request -> request.method() + " " + request.bodyAsString())
                .containsExactly("PURGE ", "GET with a body");
    }

    @Test
    void aBodyIsATextAFileOrAStream(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("body.txt"), "file");
        Flux<DataBuffer> stream = Flux.just("str", "eam")
                .map(part -> DefaultDataBufferFactory.sharedInstance.wrap(part.getBytes(StandardCharsets.UTF_8)));

        send(http.post(server.uri("/body")).body("text"));
        send(http.post(server.uri("/body")).body(file, MediaType.TEXT_PLAIN));
        send(http.post(server.uri("/body")).body(stream, MediaType.TEXT_PLAIN));

        assertThat(server.requests())
                .extracting(RecordedRequest::bodyAsString)
                .containsExactly("text", "file", "stream");
        assertThat(server.requests())
                .extracting(request -> request.header("Content-Length").orElse("none"))
                .containsExactly("4", "4", "none");
        assertThat(server.requests().get(2).header("Transfer-Encoding")).hasValue("chunked");
    }

    @Test
    void aRequestIsAValueToMakeOthersFrom() {
        RequestSpec plain = http.get(server.uri("/body"));
        RequestSpec marked = plain.header("X-Mark", "1");

        send(plain);
        send(marked);
        send(marked.header("X-Mark", "2"));

        assertThat(server.requests())
                .extracting(request -> request.headers("X-Mark"))
                .containsExactly(List.of(), List.of("1"), List.of("1", "2"));
    }

    @Test
    void headShowsTheSizeWithoutTheDownload() {
        String shown = http.head(server.uri("/size"))
                .exchange(answer ->
                        answer.bodyAsString().map(body -> answer.headers().getContentLength() + " \"" + body + "\""))
                .block(PATIENCE);

        assertThat(shown).isEqualTo("5 \"\"");
        assertThat(onlyRequest().method()).isEqualTo("HEAD");
    }

    @Test
    void theAnswerHasStatusHeadersAndBody() {
        String shown = http.get(server.uri("/size"))
                .exchange(answer -> answer.bodyAsString()
                        .map(body -> answer.status().value() + " " + answer.protocol() + " "
                                + answer.headers().getFirst("X-Kind") + " " + body))
                .block(PATIENCE);

        assertThat(shown).isEqualTo("200 HTTP/1.1 page 12345");
    }

    @Test
    void cancellingClosesTheExchangeAndDeliversNothingMore() {
        Sinks.One<String> delivered = Sinks.one();
        Disposable running = http.get(server.uri("/never"))
                .bodyAsString()
                .subscribe(delivered::tryEmitValue, delivered::tryEmitError);
        asked.asMono().block(PATIENCE);

        running.dispose();

        assertThat(hungUp.asMono().block(PATIENCE)).isTrue();
        assertThat(delivered.tryEmitValue("nothing before").isSuccess()).isTrue();
    }

    @Test
    void aSilentServerIsLeftAfterTheTimeout() {
        ReactiveHttpClient hurried = with(TransportSettings.builder()
                .responseTimeout(Duration.ofMillis(200))
                .build());

        StepVerifier.create(hurried.get(server.uri("/never")).bodyAsString())
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                HttpTimeoutException.class,
                                timeout -> assertThat(timeout.phase()).isEqualTo(HttpTimeoutException.Phase.RESPONSE)))
                .verify(PATIENCE);
    }

    @Test
    void aCertificateNobodyVouchesForIsRefusedUnlessChecksAreSwitchedOff() {
        try (LoopbackServer secret = LoopbackServer.start(
                LoopbackTls.localhost(),
                routes -> routes.get("/", (request, response) -> response.sendString(Mono.just("secret"))))) {
            String url = secret.uri("localhost", "/").toString();
            ReactiveHttpClient careless = with(TransportSettings.builder()
                    .tls(TlsSettings.defaults().insecure())
                    .build());

            StepVerifier.create(http.get(url).bodyAsString())
                    .expectErrorSatisfies(failure -> assertThat(failure).isInstanceOf(TlsException.class))
                    .verify(PATIENCE);
            assertThat(secret.requests()).isEmpty();
            assertThat(careless.get(url).bodyAsString().block(PATIENCE)).isEqualTo("secret");
        }
    }

    private ReactiveHttpClient with(TransportSettings settings) {
        return http.toBuilder().transport(new PooledTransport(settings)).build();
    }

    private void send(RequestSpec request) {
        request.exchange(answer -> answer.discard()).block(PATIENCE);
    }

    private RecordedRequest onlyRequest() {
        assertThat(server.requests()).hasSize(1);
        return server.requests().get(0);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
