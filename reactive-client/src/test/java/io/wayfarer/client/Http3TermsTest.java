/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static io.wayfarer.protocol.connection.ProtocolVersion.HTTP_3;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3FrameToHttpObjectCodec;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.test.StepVerifier;

import io.wayfarer.client.error.ExchangeTimeoutException;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.error.ReadTimeoutException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.error.ResponseTimeoutException;
import io.wayfarer.client.error.TlsTimeoutException;
import io.wayfarer.client.error.VersionException;
import io.wayfarer.client.hop.HopTimes;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.Http3Server;
import io.wayfarer.fixture.LoopbackTls;

/** What holds for one request holds in HTTP/3 too: who is told of interim answers, and how long and how much it waits for. */
@Timeout(60)
class Http3TermsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final LoopbackTls TLS = LoopbackTls.localhost();

    private final Http3Server server = Http3Server.start(TLS, Http3TermsTest::routes);
    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .versions(HTTP_3)
            .tls(TlsSettings.defaults().trusting(TLS.trustManagerFactory()))
            .build());
    private final ReactiveHttpClient http =
            ReactiveHttpClient.builder().transport(transport).build();

    @AfterEach
    void close() {
        transport.dispose();
        server.close();
    }

    private static void routes(HttpServerRoutes routes) {
        routes.get("/text", (in, out) -> out.header("X-Long", "x".repeat(300)).sendString(Mono.just("hello")))
                .get("/hints", (in, out) -> hinting(out).sendString(Mono.just("hello")))
                .get("/silent", (in, out) -> Mono.never())
                .get(
                        "/begun",
                        (in, out) -> out.send(
                                Flux.just(Unpooled.wrappedBuffer(new byte[5])).concatWith(Flux.never()), part -> true));
    }

    /** Reactor Netty has no word for interim answers, so they go out as frames. */
    private static HttpServerResponse hinting(HttpServerResponse out) {
        out.withConnection(connection -> {
            hint(connection, "103", "</style.css>; rel=preload");
            hint(connection, "103", "</script.js>; rel=preload");
        });
        return out;
    }

    private static void hint(Connection connection, String status, String link) {
        ChannelHandlerContext frames = connection.channel().pipeline().context(Http3FrameToHttpObjectCodec.class);
        Http3HeadersFrame head = new DefaultHttp3HeadersFrame();
        head.headers().status(status).add("link", link);
        frames.writeAndFlush(head);
    }

    private RequestSpec get(String path) {
        return http.get("https://localhost:" + server.port() + path);
    }

    @Test
    void earlyHintsAreToldAndNotTakenForTheAnswer() {
        List<String> hints = new CopyOnWriteArrayList<>();
        assertThat(get("/hints")
                        .onInterim(hint ->
                                hints.add(hint.status() + " " + hint.headers().getFirst("Link")))
                        .exchange(answer -> answer.bodyAsString()
                                .map(text -> answer.status() + " " + answer.protocol() + " " + text))
                        .block(PATIENCE))
                .isEqualTo("200 OK HTTP/3 hello");
        assertThat(hints).containsExactly("103 </style.css>; rel=preload", "103 </script.js>; rel=preload");
        assertThat(get("/hints").bodyAsString().block(PATIENCE))
                .as("nobody listens")
                .isEqualTo("hello");
    }

    private void assertFails(ResponseSpec request, Class<? extends HttpExchangeException> type) {
        StepVerifier.create(request.bodyAsString()).expectError(type).verify(PATIENCE);
        assertThat(get("/text").bodyAsString().block(PATIENCE))
                .as("the connection serves others")
                .isEqualTo("hello");
        assertThat(transport.use().connections()).isEqualTo(1);
    }

    @Test
    void aRequestWaitsNoLongerThanItSays() {
        assertFails(get("/silent").timeouts(limits -> limits.response(SHORT)), ResponseTimeoutException.class);
        assertFails(get("/begun").timeouts(limits -> limits.read(SHORT)), ReadTimeoutException.class);
        assertFails(get("/silent").timeout(SHORT), ExchangeTimeoutException.class);
    }

    @Test
    void theTraceTellsWhenEachStepToAnAnswerWasDone() {
        List<HopTimes> times = Flux.range(0, 2)
                .concatMap(i -> get("/text").timed().trace())
                .map(trace -> Objects.requireNonNull(trace.hops().get(0).times()))
                .collectList()
                .block(PATIENCE);
        assertThat(times).hasSize(2);
        HopTimes first = times.get(0);
        assertThat(Stream.of(
                        first.resolved(),
                        first.connected(),
                        first.secured(),
                        first.sent(),
                        first.answered(),
                        first.ended()))
                .doesNotContainNull()
                .isSorted();
        assertThat(first.secured()).isGreaterThan(first.connected());
        assertThat(first.tunnelled()).isNull();
        HopTimes second = times.get(1);
        assertThat(Stream.of(second.resolved(), second.connected(), second.secured()))
                .as("the connection was there")
                .containsOnlyNulls();
        assertThat(second.ended()).isGreaterThanOrEqualTo(second.answered());
    }

    @Test
    void theWayToAServerThatNeverAnswersIsLimitedAltogether() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            StepVerifier.create(http.get("https://127.0.0.1:" + silent.getLocalPort() + "/")
                            .timeouts(limits -> limits.opening(Duration.ofSeconds(1)))
                            .bodyAsString())
                    .expectErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(TlsTimeoutException.class)
                            .hasMessageContaining("wayfarer.client.timeouts.opening"))
                    .verify(PATIENCE);
        }
    }

    /** It is not taken for an address that nobody answers at, behind which there might be another. */
    @Test
    void aServerThatEndsTheHandshakeIsToldAsSuch() {
        try (Http3Server declining = Http3Server.startDeclining(TLS)) {
            StepVerifier.create(http.get("https://localhost:" + declining.port() + "/text")
                            .bodyAsString())
                    .expectErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(VersionException.class)
                            .hasStackTraceContaining("Received fatal alert: no_application_protocol"))
                    .verify(PATIENCE);
        }
    }

    @Test
    void aRequestTakesNoMoreThanItSays() {
        assertFails(get("/text").maxAnswer(4), ResponseLimitException.class);
        assertFails(get("/text").maxHead(200, 100), ResponseLimitException.class);
        assertFails(get("/text").maxHead(10_000, 1), ResponseLimitException.class);
        assertThat(get("/text").maxAnswer(5).maxHead(10_000, 100).bodyAsString().block(PATIENCE))
                .isEqualTo("hello");
    }
}
