/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.error.ResponseLimitException.Part;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.retry.RetryPolicy;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.ProtocolVersion;

/** What one request may have otherwise than its client: how much it takes, whether it is repeated, whom it trusts. */
class RequestLimitsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PooledTransport transport = new PooledTransport(TransportSettings.defaults());
    private final ReactiveHttpClient http =
            ReactiveHttpClient.builder().transport(transport).build();

    @AfterEach
    void close() {
        transport.dispose();
    }

    private static Throwable failure(Mono<?> answer) {
        return Exceptions.unwrap(catchThrowable(() -> answer.block(PATIENCE)));
    }

    private static void assertTooMuch(Mono<?> answer, Part part, long limit) {
        assertThat(failure(answer)).isInstanceOfSatisfying(ResponseLimitException.class, e -> {
            assertThat(e.part()).isEqualTo(part);
            assertThat(e.limitBytes()).isEqualTo(limit);
        });
    }

    /** Whether its head says so or not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"
            })
    void aLongerBodyThanTheRequestTakesFailsHoweverItIsRead(String answer) {
        try (RawPeer peer = RawPeer.answeringAndHolding(answer)) {
            assertTooMuch(http.get(peer.uri("/")).maxAnswer(4).bodyAsString(), Part.ANSWER, 4);
            assertTooMuch(http.get(peer.uri("/")).maxAnswer(4).bodyAsLines().then(), Part.ANSWER, 4);
            assertThat(http.get(peer.uri("/")).maxAnswer(5).bodyAsString().block(PATIENCE))
                    .isEqualTo("hello");
        }
    }

    @Test
    void aRequestMayTakeMoreThanItsClient() {
        ReactiveHttpClient modest = http.toBuilder()
                .limits(new ClientLimits(PATIENCE, 1024, 1024, 4))
                .build();
        try (FaultServer server = FaultServer.http1(Fault.answer(200, "hello"))) {
            assertTooMuch(modest.get(server.uri("/")).bodyAsString(), Part.ANSWER, 4);
            assertThat(modest.get(server.uri("/"))
                            .maxAnswer(Long.MAX_VALUE)
                            .bodyAsString()
                            .block(PATIENCE))
                    .isEqualTo("hello");
        }
    }

    @Test
    void aRequestMayGatherMoreOrLessInMemoryThanItsClient() {
        ReactiveHttpClient modest =
                http.toBuilder().limits(new ClientLimits(PATIENCE, 10, 1024)).build();
        try (FaultServer server =
                FaultServer.http1(Fault.answer(200, "[\"one\",\"two\"]", "content-type", "application/json"))) {
            assertTooMuch(modest.get(server.uri("/")).bodyAsString(), Part.BODY, 10);
            assertTooMuch(modest.get(server.uri("/")).maxBody(12).bodyAsBytes(), Part.BODY, 12);
            assertThat(modest.get(server.uri("/")).maxBody(13).bodyAsString().block(PATIENCE))
                    .isEqualTo("[\"one\",\"two\"]");
            ParameterizedTypeReference<List<String>> texts = new ParameterizedTypeReference<>() {};
            assertTooMuch(modest.get(server.uri("/")).bodyTo(texts), Part.BODY, 10);
            assertThat(modest.get(server.uri("/")).maxBody(13).bodyTo(texts).block(PATIENCE))
                    .containsExactly("one", "two");
            assertTooMuch(http.get(server.uri("/")).maxBody(12).bodyTo(texts), Part.BODY, 12);
            assertTooMuch(http.get(server.uri("/")).maxBody(12).bodyAsLines().then(), Part.BODY, 12);
            assertThat(modest.get(server.uri("/")).maxBody(13).bodyAsLines().blockFirst(PATIENCE))
                    .isEqualTo("[\"one\",\"two\"]");
        }
    }

    /** Its length is that of what a GET would bring (RFC 9110 section 8.6). */
    @Test
    void anAnswerToHeadIsNeverTooLong() {
        try (FaultServer server = FaultServer.http1(Fault.answer(200, "hello"))) {
            assertThat(http.head(server.uri("/")).maxAnswer(1).bodyAsString().blockOptional(PATIENCE))
                    .hasValueSatisfying(body -> assertThat(body).isEmpty());
        }
    }

    @Test
    void aLargerHeadThanTheRequestTakesFails() {
        try (FaultServer server = FaultServer.http1(Fault.answer(200, "hello", "x-note", "0123456789"))) {
            assertTooMuch(http.get(server.uri("/")).maxHead(15, 100).bodyAsString(), Part.HEADERS, 15);
            assertTooMuch(http.get(server.uri("/")).maxHead(1000, 1).bodyAsString(), Part.HEADERS, 1000);
            assertThat(http.get(server.uri("/"))
                            .maxHead(1000, 100)
                            .bodyAsString()
                            .block(PATIENCE))
                    .isEqualTo("hello");
        }
    }

    @Test
    void moreHeaderFieldsThanTheClientTakesFail() {
        PooledTransport few = new PooledTransport(
                TransportSettings.builder().maxHeaderFields(8).build());
        try (RawPeer peer = RawPeer.answering("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(9) + "\r\n")) {
            Throwable e = failure(
                    http.toBuilder().transport(few).build().get(peer.uri("/")).bodyAsString());
            assertThat(e).isInstanceOf(ResponseLimitException.class).hasMessageContaining("limits.headers");
        } finally {
            few.dispose();
        }
    }

    /** Answers the first request of each connection and closes it when it sees the second. */
    private static RawPeer closingWhenUsedAgain(AtomicInteger requests) {
        return RawPeer.scripted(conversation -> {
            conversation.readHead();
            requests.incrementAndGet();
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            conversation.readHead();
            requests.incrementAndGet();
        });
    }

    @Test
    void aRepetitionByTheTransportIsInTheTrace() {
        AtomicInteger requests = new AtomicInteger();
        try (RawPeer peer = closingWhenUsedAgain(requests)) {
            assertThat(http.get(peer.uri("/")).bodyAsString().block(PATIENCE)).isEqualTo("hello");
            Trace trace = http.get(peer.uri("/")).trace().block(PATIENCE);

            assertThat(trace).isNotNull();
            assertThat(trace.hops())
                    .singleElement()
                    .satisfies(hop ->
                            assertThat(hop.repeated()).containsExactly("its connection was closed while it was sent"));
            assertThat(trace).asString().contains("repeated: its connection");
            assertThat(requests).hasValue(3);
        }
    }

    @Test
    void aRequestWithoutRetryGoesOutOnce() {
        AtomicInteger requests = new AtomicInteger();
        try (RawPeer peer = closingWhenUsedAgain(requests)) {
            assertThat(http.get(peer.uri("/")).bodyAsString().block(PATIENCE)).isEqualTo("hello");
            assertThat(failure(http.get(peer.uri("/")).withoutRetry().bodyAsString()))
                    .isInstanceOf(ConnectionException.class);
            assertThat(requests).hasValue(2);
        }
    }

    @Test
    void oneRequestMayBeRepeatedByAnotherPolicyOrByNone() {
        ReactiveHttpClient patient = http.toBuilder()
                .policy(RetryPolicy.of(1, Duration.ofSeconds(1)))
                .build();
        try (FaultServer busy = FaultServer.http1(Fault.answer(503, "busy", "retry-after", "0"))) {
            assertThat(hops(patient.get(busy.uri("/")))).isEqualTo(2);
            assertThat(hops(patient.get(busy.uri("/")).retry(RetryPolicy.of(3, Duration.ofSeconds(1)))))
                    .isEqualTo(4);
            assertThat(hops(patient.get(busy.uri("/")).withoutRetry())).isEqualTo(1);
            Trace trace = http.get(busy.uri("/"))
                    .retry(RetryPolicy.of(1, Duration.ofSeconds(1)))
                    .trace()
                    .block(PATIENCE);
            assertThat(trace).isNotNull();
            assertThat(trace.hops())
                    .extracting(Trace.TracedHop::reason)
                    .containsExactly(HopReason.USER, HopReason.RETRY);
        }
    }

    private static int hops(RequestSpec request) {
        Trace trace = request.trace().block(PATIENCE);
        return trace == null ? 0 : trace.hops().size();
    }

    @Test
    void whoeverAsksNotToVerifyIsRefusedUnlessTheClientAllowsIt() {
        try (LoopbackServer server = LoopbackServer.start(
                LoopbackTls.localhost(), routes -> routes.get("/", (in, out) -> out.sendString(Mono.just("safe"))))) {
            String url = server.uri("localhost", "/").toString();
            assertThat(failure(http.get(url).insecure().bodyAsString()))
                    .isInstanceOf(TlsException.class)
                    .hasMessageContaining("wayfarer.client.allow-insecure");
            assertThat(server.requests()).isEmpty();
        }
    }

    /** Nor is such a connection used for a request that wants its server verified, over whichever version of HTTP. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInsecureRequestHasConnectionsOfItsOwn(boolean http2) {
        PooledTransport lenient = new PooledTransport(TransportSettings.builder()
                .versions(http2 ? List.of() : List.of(ProtocolVersion.HTTP_1_1))
                .allowsInsecure(true)
                .build());
        ReactiveHttpClient client = http.toBuilder().transport(lenient).build();
        try (LoopbackServer server = LoopbackServer.start(
                LoopbackTls.localhost(), routes -> routes.get("/", (in, out) -> out.sendString(Mono.just("safe"))))) {
            String url = server.uri("localhost", "/").toString();
            for (int i = 0; i < 2; i++) {
                assertThat(client.get(url).insecure().bodyAsString().block(PATIENCE))
                        .isEqualTo("safe");
                assertThat(failure(client.get(url).bodyAsString()))
                        .isInstanceOf(TlsException.class)
                        .hasMessageContaining("not trusted");
            }
        } finally {
            lenient.dispose();
        }
    }

    @Test
    void limitsBelowNothingAreRefused() {
        RequestSpec request = http.get("http://server.test/");
        assertThatThrownBy(() -> request.maxAnswer(-1)).hasMessageContaining("maxAnswerBytes: -1");
        assertThatThrownBy(() -> request.maxBody(-1)).hasMessageContaining("maxBodyBytes: -1");
        assertThatThrownBy(() -> request.maxHead(-1, 0)).hasMessageContaining("maxBytes: -1");
    }
}
