/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpStatusException;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.RawPeer;

/** Ways of calling besides Mono and Flux, time limits of one request, and the exchange as others read it. */
class CallingTest extends ClientCase {

    private static final String SECRET = "s3cr3t";

    @Test
    void aCallbackGetsBodyStatusAndAnswer() throws Exception {
        CompletableFuture<String> called = new CompletableFuture<>();
        http.get(at("/missing"))
                .call(
                        (body, status, response) -> called.complete(
                                status + " " + body + " " + response.url().path()),
                        called::completeExceptionally);

        assertThat(called.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("404 not here /missing");
    }

    @Test
    void aFailureIsTheOtherCallback() {
        CompletableFuture<String> called = new CompletableFuture<>();
        try (FaultServer broken = FaultServer.http1(Fault.close())) {
            http.post(broken.uri("/"))
                    .call((body, status, response) -> called.complete("answered"), called::completeExceptionally);

            assertThatThrownBy(() -> called.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(ConnectionException.class);
        }
    }

    @Test
    void whatACallbackThrowsIsAFailure() {
        CompletableFuture<String> called = new CompletableFuture<>();
        http.get(at("/text"))
                .call(
                        (body, status, response) -> {
                            throw new IllegalStateException("not today");
                        },
                        called::completeExceptionally);

        assertThatThrownBy(() -> called.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .hasRootCauseMessage("not today");
    }

    @Test
    void aCancelledCallEndsItsConnectionAndCallsNobody() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<String> called = new CompletableFuture<>();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            asked.countDown();
            conversation.awaitEnd();
            ended.countDown();
        })) {
            Disposable call = http.get(peer.uri("/"))
                    .call((body, status, response) -> called.complete("answered"), called::completeExceptionally);
            assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            call.dispose();

            assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(called).isNotDone();
        }
    }

    @Test
    void aFutureThatIsCancelledEndsTheExchange() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            asked.countDown();
            conversation.awaitEnd();
            ended.countDown();
        })) {
            CompletableFuture<String> future =
                    http.get(peer.uri("/")).bodyAsString().toFuture();
            assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(future.cancel(true)).isTrue();

            assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        assertThat(http.get(at("/text")).bodyAsString().toFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo("grün");
    }

    @Test
    void aCallThatWaitsGetsTheBodyOrTheFailureItself() throws IOException {
        assertThat(http.get(at("/text")).await(ResponseSpec::bodyAsString)).isEqualTo("grün");
        assertThatThrownBy(() -> http.get(at("/missing")).await(ResponseSpec::bodyAsString))
                .isInstanceOf(HttpStatusException.class);
    }

    @Test
    void aCallThatWaitsIsRefusedOnAnEventLoopBeforeAnythingIsSent() {
        server.forgetRequests();
        Mono<String> waiting = http.get(at("/text"))
                .exchange(response ->
                        Mono.fromCallable(() -> http.get(at("/home")).await(ResponseSpec::bodyAsString)));
        assertThatThrownBy(() -> waiting.block(PATIENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("event loop thread")
                .hasMessageContaining("boundedElastic");
        assertThat(server.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.target()).isEqualTo("/text"));
    }

    /** Where the platform has virtual threads, on one of these. */
    @Test
    void aCallMayWaitOnAVirtualThread() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads need Java 21 or later");
        CompletableFuture<String> page = new CompletableFuture<>();
        Runnable call = () -> {
            try {
                page.complete(http.get(at("/text")).await(ResponseSpec::bodyAsString));
            } catch (IOException e) {
                page.completeExceptionally(e);
            }
        };
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, call);
        assertThat(page.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("grün");
    }

    @Test
    void oneRequestMayHaveAnotherTimeLimit() {
        try (FaultServer silent = FaultServer.http1(Fault.silence())) {
            StepVerifier.create(http.get(silent.uri("/"))
                            .timeout(Duration.ofMillis(50))
                            .bodyAsString())
                    .expectErrorSatisfies(e -> {
                        assertThat(((HttpTimeoutException) e).phase()).isEqualTo(HttpTimeoutException.Phase.EXCHANGE);
                        assertThat(e).hasMessageContaining("50 ms");
                    })
                    .verify(PATIENCE);
        }
        ReactiveHttpClient hasty = http.toBuilder()
                .limits(new ClientLimits(Duration.ofNanos(1), 1024, 1024))
                .build();
        assertThat(hasty.get(at("/text")).timeout(PATIENCE).bodyAsString().block(PATIENCE))
                .isEqualTo("grün");
        assertThatThrownBy(() -> http.get(at("/text")).timeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ExchangeRecord recorded() {
        ExchangeRecord exchange = http.post(at("/keep?key=" + SECRET))
                .header("Authorization", "Bearer " + SECRET)
                .header("X-Api-Key", SECRET)
                .header("X-Note", "it's \"here\"")
                .header("X-None", "")
                .cookie("session", SECRET)
                .body("body")
                .exchange(answer -> answer.discard().thenReturn(answer.record()))
                .block(PATIENCE);
        assertThat(exchange).isNotNull();
        return exchange;
    }

    @Test
    void anExchangeIsACommandOfCurlWithoutItsSecrets() throws Exception {
        String command = recorded().toCurl();

        assertThat(command)
                .startsWith("curl -X 'POST' ")
                .contains(
                        "-H 'X-Note: it'\\''s \"here\"'",
                        "-H 'X-None;'",
                        "-H 'Authorization: ***'",
                        "--data-binary @-",
                        " --compressed ")
                .endsWith("/keep?key=***'")
                .doesNotContain(SECRET);

        // A shell reads it as the words that are meant.
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n'" + command.substring("curl".length())).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("X-Note: it's \"here\"\n");
    }

    @Test
    void anExchangeIsAnHttpArchiveWithoutItsSecrets() {
        String har = recorded().toHar();

        assertThat(har).doesNotContain(SECRET);
        JsonNode log = new ObjectMapper()
                .readTree(new ByteArrayInputStream(har.getBytes(StandardCharsets.UTF_8)))
                .get("log");
        assertThat(log.get("version").asString()).isEqualTo("1.2");
        assertThat(log.get("entries")).hasSize(2);
        JsonNode first = log.get("entries").get(0);
        assertThat(first.get("request").get("method").asString()).isEqualTo("POST");
        assertThat(first.get("request").get("bodySize").asInt()).isEqualTo(4);
        assertThat(first.get("response").get("status").asInt()).isEqualTo(307);
        assertThat(first.get("response").get("statusText").asString()).isEqualTo("Temporary Redirect");
        assertThat(first.get("response").get("redirectURL").asString()).isEqualTo("/echo");
        assertThat(log.get("entries").get(1).get("request").get("url").asString())
                .endsWith("/echo");
    }

    @ParameterizedTest
    @CsvSource({
        "http://ada:S3CRET@a.example/b@c?key=S3CRET, http://***@a.example/b@c?***",
        "HTTPS:\\\\S3CRET@S3CRET@a.example/#S3CRET,   HTTPS:\\\\***@a.example/#***",
        "//S3CRET@a.example,                         //***@a.example",
        "/b@c#access_token=S3CRET?d,                 /b@c#***"
    })
    void anHttpArchiveShowsNoSecretsOfALocation(String location, String shown) {
        try (LoopbackServer redirecting = LoopbackServer.start(routes -> routes.get(
                "/", (in, out) -> out.status(302).header("Location", location).send()))) {
            ExchangeRecord exchange = http.get(redirecting.uri("/"))
                    .redirects(RedirectPolicy.none())
                    .exchange(answer -> answer.discard().thenReturn(answer.record()))
                    .block(PATIENCE);

            assertThat(Objects.requireNonNull(exchange).toHar())
                    .doesNotContain("S3CRET")
                    .contains("\"redirectURL\":\"" + shown.replace("\\", "\\\\") + '"');
        }
    }

    @Test
    void recordsShowNoSecretsByThemselves() {
        assertThat(recorded().toString() + recorded().hops()).doesNotContain(SECRET);
    }
}
