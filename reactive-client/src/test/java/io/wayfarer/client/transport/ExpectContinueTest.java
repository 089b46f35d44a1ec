/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.header.HeaderList;

/** RFC 9110 section 10.1.1: bodies that wait for the server's consent. */
class ExpectContinueTest extends TransportCase {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtomicInteger bodies = new AtomicInteger();
    private final AtomicReference<PooledTransport> made = new AtomicReference<>();

    @AfterEach
    void dispose() {
        PooledTransport transport = made.get();
        if (transport != null) {
            transport.dispose();
        }
    }

    private PooledTransport waiting(Duration longest, boolean http2) {
        PooledTransport transport = new PooledTransport(TransportSettings.builder()
                .expectContinueAbove(10)
                .expectContinueTimeout(longest)
                .http2PriorKnowledge(http2)
                .build());
        made.set(transport);
        return transport;
    }

    private RequestBody body(int length, boolean known) {
        Flux<DataBuffer> content = Flux.defer(() -> {
            bodies.incrementAndGet();
            return Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(new byte[length]));
        });
        return RequestBody.stream(content, known ? length : -1, null);
    }

    private static TransportRequest post(String url, RequestBody body, TransportOptions options) {
        return new TransportRequest(
                new HopId(1, HttpMethod.POST, HttpUrl.parse(url)), new HttpHeaders(), body, Route.DIRECT, options);
    }

    private static Mono<Void> countThenAnswer(HttpStream stream) {
        return stream.reader()
                .all(1000)
                .map(content -> {
                    int size = content.readableBytes();
                    content.release();
                    return Integer.toString(size);
                })
                .flatMap(size -> Fault.answer(200, size).on(stream, HeaderList.empty()));
    }

    private static FaultServer server(boolean http2, Fault fault) {
        return http2 ? FaultServer.http2(fault) : FaultServer.http1(fault);
    }

    /** Status and content. */
    private static String answered(PooledTransport by, TransportRequest request) {
        Seen seen = exchange(by, request);
        return seen.status() + " " + seen.body();
    }

    @ParameterizedTest
    @CsvSource({"10, true, false", "11, true, true", "3, false, true"})
    void largeBodiesWaitAndThoseOfUnknownLength(int length, boolean known, boolean expects) {
        try (FaultServer server = FaultServer.http1(
                (stream, request) -> (request.contains("expect") ? stream.sendContinue() : Mono.<Void>empty())
                        .then(countThenAnswer(stream)))) {
            assertThat(answered(
                            waiting(LONG, false),
                            post(server.uri("/").toString(), body(length, known), TransportOptions.none())))
                    .isEqualTo("200 " + length);
            assertThat(server.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.contains("expect")).isEqualTo(expects));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBodyIsNotSentWhenTheServerRefusesAndTheAnswerIsThatOfTheServer(boolean http2) {
        try (FaultServer server = server(http2, Fault.answer(403, "no"))) {
            PooledTransport transport = waiting(LONG, http2);
            TransportRequest request = post(server.uri("/").toString(), body(100, true), TransportOptions.none());

            assertThat(answered(transport, request)).isEqualTo("403 no");
            assertThat(answered(transport, request)).isEqualTo("403 no");

            assertThat(bodies).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBodyIsSentWhenTheServerSaysNothing(boolean http2) {
        try (FaultServer server = server(http2, (stream, request) -> countThenAnswer(stream))) {
            assertThat(answered(
                            waiting(Duration.ofMillis(20), http2),
                            post(server.uri("/").toString(), body(100, true), TransportOptions.none())))
                    .isEqualTo("200 100");
        }
    }

    @Test
    void aServerThatKnowsNoExpectationsIsAskedWithout() {
        Fault ignorant = (stream, request) ->
                request.contains("expect") ? Fault.answer(417, "what?").on(stream, request) : countThenAnswer(stream);
        try (FaultServer server = FaultServer.http1(ignorant)) {
            assertThat(answered(
                            waiting(LONG, false),
                            post(server.uri("/").toString(), body(100, true), TransportOptions.none())))
                    .isEqualTo("200 100");
            assertThat(server.requests()).hasSize(2);
            assertThat(bodies).hasValue(1);
        }
    }

    @Test
    void aRequestMayWantItOtherwise() {
        try (FaultServer server = FaultServer.http1(
                (stream, request) -> (request.contains("expect") ? stream.sendContinue() : Mono.<Void>empty())
                        .then(countThenAnswer(stream)))) {
            PooledTransport transport = waiting(LONG, false);
            String url = server.uri("/").toString();
            exchange(
                    transport,
                    post(url, body(100, true), TransportOptions.none().expectContinue(false)));
            answered(transport, post(url, body(1, true), TransportOptions.none().expectContinue(true)));

            assertThat(server.requests())
                    .extracting(request -> request.contains("expect"))
                    .containsExactly(false, true);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerMayAnswerWithASuccessBeforeItReadsTheBody(boolean http2) {
        Fault streaming = (stream, request) -> stream.sendHeaders(HeaderList.of(HeaderList.STATUS, "200"), false)
                .then(stream.reader().all(1000))
                .flatMap(content -> stream.sendData(content, true));
        try (FaultServer server = server(http2, streaming)) {
            assertThat(answered(
                            waiting(LONG, http2),
                            post(server.uri("/").toString(), body(100, true), TransportOptions.none())))
                    .hasSize("200 ".length() + 100);
        }
    }

    @Test
    void whatIsCancelledWhileItWaitsIsNotSent() throws Exception {
        CompletableFuture<Integer> received = new CompletableFuture<>();
        CountDownLatch waiting = new CountDownLatch(1);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            waiting.countDown();
            received.complete(conversation.read(1).length);
        })) {
            Disposable exchange = waiting(LONG, false)
                    .exchange(post(peer.uri("/").toString(), body(100, true), TransportOptions.none()))
                    .subscribe();
            assertThat(waiting.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            exchange.dispose();

            assertThat(received.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
        }
        assertThat(bodies).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void trailersGoBehindTheBody(boolean http2) {
        Fault echo = (stream, request) -> stream.reader()
                .all(1000)
                .map(content -> content.release())
                .then(stream.reader().trailers())
                .flatMap(trailers -> Fault.answer(200, String.valueOf(trailers.first("checksum")))
                        .on(stream, request));
        HttpHeaders trailers = new HttpHeaders();
        trailers.add("Checksum", "42");
        try (FaultServer server = server(http2, echo)) {
            for (RequestBody body :
                    new RequestBody[] {body(5, true), RequestBody.text("in memory"), RequestBody.empty()}) {
                assertThat(answered(
                                waiting(LONG, http2),
                                post(
                                        server.uri("/").toString(),
                                        body,
                                        TransportOptions.none()
                                                .trailers(() -> trailers)
                                                .expectContinue(false))))
                        .isEqualTo("200 42");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "Transfer-Encoding", "Authorization"})
    void aTrailerThatWouldComeTooLateFailsTheExchange(String name) {
        HttpHeaders trailers = new HttpHeaders();
        trailers.add(name, "1");
        try (FaultServer server = FaultServer.http1((stream, request) -> countThenAnswer(stream))) {
            StepVerifier.create(transport.exchange(post(
                            server.uri("/").toString(),
                            body(5, true),
                            TransportOptions.none().trailers(() -> trailers))))
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining(name))
                    .verify(PATIENCE);
        }
    }
}
