/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.ResponseSpec;
import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.error.ReadTimeoutException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.error.ResponseTimeoutException;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;

/** Properties of connections, seen by the servers. */
class ConnectionPropertiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ClientAutoConfiguration.class));

    @Test
    void anAnswerIsLeftAloneForNoLongerThanItMay() {
        CountDownLatch ended = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello");
            conversation.awaitEnd();
            ended.countDown();
        })) {
            runner.withPropertyValues("wayfarer.client.timeouts.unread=100ms").run(context -> {
                TransportRequest request = new TransportRequest(
                        new HopId(1, HttpMethod.GET, HttpUrl.parse(peer.uri("/").toString())),
                        new HttpHeaders(),
                        RequestBody.empty(),
                        Route.DIRECT);
                assertThat(context.getBean(Transport.class)
                                .exchange(request)
                                .map(TransportResponse::status)
                                .block(PATIENCE))
                        .isEqualTo(200);
                assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            });
        }
    }

    /** Each by the type of its failure; of all clients, or of a named one alone. */
    @ParameterizedTest
    @CsvSource({
        "client, reactiveHttpClient, response",
        "clients.crm, wayfarerClient.crm, response",
        "clients.crm, wayfarerClient.crm, read"
    })
    void waitsAreNoLongerThanTold(String properties, String bean, String limit) {
        boolean read = limit.equals("read");
        try (RawPeer peer =
                RawPeer.answeringAndHolding(read ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc" : "")) {
            runner.withConfiguration(AutoConfigurations.of(NamedClientsAutoConfiguration.class))
                    .withPropertyValues("wayfarer." + properties + ".timeouts." + limit + "=100ms")
                    .run(context -> assertThatThrownBy(() -> context.getBean(bean, ReactiveHttpClient.class)
                                    .get(peer.uri("/"))
                                    .await(ResponseSpec::bodyAsString))
                            .isInstanceOf(read ? ReadTimeoutException.class : ResponseTimeoutException.class)
                            .hasMessageContaining("100 ms"));
        }
    }

    @Test
    void anAnswerIsNoLongerThanTold() {
        try (FaultServer server = FaultServer.http1(Fault.answer(200, "hello"))) {
            runner.withPropertyValues("wayfarer.client.limits.answer=4B")
                    .run(context -> assertThatThrownBy(() -> context.getBean(ReactiveHttpClient.class)
                                    .get(server.uri("/"))
                                    .await(ResponseSpec::bodyAsString))
                            .isInstanceOf(ResponseLimitException.class)
                            .hasMessageContaining("wayfarer.client.limits.answer"));
        }
    }

    @Test
    void aRequestNeedNotVerifyItsServerWhereThatIsAllowed() {
        try (LoopbackServer server = LoopbackServer.start(
                LoopbackTls.localhost(), routes -> routes.get("/", (in, out) -> out.sendString(Mono.just("safe"))))) {
            for (boolean allowed : new boolean[] {false, true}) {
                runner.withPropertyValues("wayfarer.client.allow-insecure=" + allowed)
                        .run(context -> {
                            Mono<String> page = context.getBean(ReactiveHttpClient.class)
                                    .get(server.uri("localhost", "/"))
                                    .insecure()
                                    .bodyAsString()
                                    .onErrorReturn(TlsException.class, "refused");
                            assertThat(page.block(PATIENCE)).isEqualTo(allowed ? "safe" : "refused");
                        });
            }
        }
    }

    @Test
    void aConnectionIsNotUsedBeyondItsLifeTime() {
        AtomicInteger connections = new AtomicInteger();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            connections.incrementAndGet();
            while (!conversation.readHead().isEmpty()) {
                Mono.delay(Duration.ofMillis(5)).block(PATIENCE);
                conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            }
        })) {
            runner.withPropertyValues("wayfarer.client.pool.max-life-time=1ms").run(context -> {
                Mono<String> page = context.getBean(ReactiveHttpClient.class)
                        .get(peer.uri("/").toString())
                        .bodyAsString();
                assertThat(page.repeat(2).collectList().block(PATIENCE)).containsExactly("hello", "hello", "hello");
                assertThat(connections).hasValue(3);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"above=4B, 4, false", "above=3B, 4, true", "enabled=false, 5000000, false"})
    void bodiesWaitAsTheyAreTold(String property, int length, boolean waits) {
        try (LoopbackServer server = LoopbackServer.start(routes -> routes.post(
                "/",
                (request, response) -> request.receive().then(response.send().then())))) {
            runner.withPropertyValues("wayfarer.client.expect-continue." + property)
                    .run(context -> {
                        context.getBean(ReactiveHttpClient.class)
                                .post(server.uri("/").toString())
                                .body("x".repeat(length))
                                .bodyAsString()
                                .block(PATIENCE);
                        assertThat(server.requests())
                                .singleElement()
                                .satisfies(request ->
                                        assertThat(request.headers("Expect")).hasSize(waits ? 1 : 0));
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({"enabled=true, gzip", "enabled=false,"})
    void compressionIsAskedForAsTold(String property, @Nullable String accepted) {
        try (FaultServer server = FaultServer.http1(Fault.answer(200, "text"))) {
            runner.withPropertyValues("wayfarer.client.decompression." + property)
                    .run(context -> {
                        context.getBean(ReactiveHttpClient.class)
                                .get(server.uri("/").toString())
                                .bodyAsString()
                                .block(PATIENCE);
                        assertThat(server.requests()).singleElement().satisfies(request -> {
                            String sent = request.first("accept-encoding");
                            assertThat(sent == null ? null : sent.substring(0, 4))
                                    .isEqualTo(accepted);
                        });
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({"enabled=false, 1", "enabled=true, 3"})
    void aBusyServerIsAskedAgainAsTold(String property, int requests) {
        try (FaultServer busy = FaultServer.http1(Fault.answer(503, "busy", "retry-after", "0"))) {
            runner.withPropertyValues("wayfarer.client.retry." + property).run(context -> {
                context.getBean(ReactiveHttpClient.class)
                        .get(busy.uri("/").toString())
                        .trace()
                        .block(PATIENCE);
                assertThat(busy.requests()).hasSize(requests);
            });
        }
    }

    @Test
    void impossibleRetriesAreNamed() {
        runner.withPropertyValues("wayfarer.client.retry.enabled=true", "wayfarer.client.retry.max=5")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasRootCauseInstanceOf(InvalidPropertyException.class)
                        .hasStackTraceContaining("wayfarer.client.retry.max"));
    }

    @Test
    void whatTheApplicationSetsForCodecsHoldsForTheClientToo() {
        try (FaultServer server = FaultServer.http1(Fault.answer(200, "[1,2,3]", "content-type", "application/json"))) {
            runner.withConfiguration(AutoConfigurations.of(CodecsAutoConfiguration.class))
                    .withPropertyValues("spring.http.codecs.max-in-memory-size=2B")
                    .run(context -> assertThatThrownBy(() -> context.getBean(ReactiveHttpClient.class)
                                    .get(server.uri("/").toString())
                                    .bodyTo(int[].class)
                                    .block(PATIENCE))
                            .hasCauseInstanceOf(ResponseLimitException.class));
        }
    }
}
