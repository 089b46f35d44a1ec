/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;

import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.connection.ProtocolVersion;

/** Hops over HTTP/2: when it is chosen, and how its connections are shared. */
class PooledHttp2Test extends TransportCase {

    @Test
    void http2IsChosenWhereTheServerOffersIt() {
        LoopbackTls tls = LoopbackTls.localhost();
        try (LoopbackServer server =
                LoopbackServer.startWith(plan -> plan.protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                        .secure(spec -> spec.sslContext((reactor.netty.tcp.SslProvider.GenericSslContextSpec<?>)
                                reactor.netty.http.Http2SslContextSpec.forServer(tls.keyManagerFactory())))
                        .route(routes -> routes.get("/", (in, out) -> out.sendString(Mono.just("two")))))) {
            String url = "https://localhost:" + server.port() + "/";

            assertThat(exchange(get(url))).isEqualTo(new Seen(200, "two", "HTTP/2", true));

            PooledTransport old = new PooledTransport(TransportSettings.builder()
                    .versions(ProtocolVersion.HTTP_1_1)
                    .tls(TlsSettings.defaults().trusting(tls.trustManagerFactory()))
                    .build());
            assertThat(Objects.requireNonNull(old.exchange(get(url))
                                    .doOnNext(TransportResponse::release)
                                    .block(PATIENCE))
                            .protocol())
                    .isEqualTo("HTTP/1.1");
            old.dispose();
        }
    }

    @Test
    void anAnswerOverHttp2HasNoReasonPhraseAndNoFieldThatNobodySent() {
        try (LoopbackServer server = LoopbackServer.startWith(plan -> plan.protocol(
                        HttpProtocol.H2, HttpProtocol.HTTP11)
                .secure(spec -> spec.sslContext((reactor.netty.tcp.SslProvider.GenericSslContextSpec<?>)
                        reactor.netty.http.Http2SslContextSpec.forServer(
                                LoopbackTls.localhost().keyManagerFactory())))
                .route(routes -> routes.get(
                        "/", (in, out) -> out.header("content-length", "0").send())))) {
            assertThat(AnswerDetails.of(transport, get("https://127.0.0.1:" + server.port() + "/")))
                    .isEqualTo(new AnswerDetails("", Optional.of(server.address()), List.of("content-length")));
        }
    }

    @Test
    void requestsAtTheSameTimeShareAnHttp2Connection() {
        LoopbackTls tls = LoopbackTls.localhost();
        Set<String> connections = ConcurrentHashMap.newKeySet();
        try (LoopbackServer server = LoopbackServer.startWith(plan -> plan.protocol(HttpProtocol.H2)
                .secure(spec -> spec.sslContext((reactor.netty.tcp.SslProvider.GenericSslContextSpec<?>)
                        reactor.netty.http.Http2SslContextSpec.forServer(tls.keyManagerFactory())))
                .handle((in, out) -> {
                    in.withConnection(stream ->
                            connections.add(stream.channel().parent().id().asLongText()));
                    return out.sendString(Mono.just("two"));
                }))) {
            TransportRequest request = get("https://localhost:" + server.port() + "/");

            assertThat(Flux.range(0, 200)
                            .flatMap(i -> transport.exchange(request), 200)
                            .doOnNext(TransportResponse::release)
                            .count()
                            .block(PATIENCE))
                    .isEqualTo(200);

            // Released early, a stream is reset; the connection stays. The server allows 100 streams at a time or more.
            assertThat(connections).hasSizeLessThanOrEqualTo(2);
        }
    }

    /** A server that takes two streams at a time, and answers when six requests have come or all it may have. */
    private static LoopbackServer narrowServer(Set<String> connections, CountDownLatch asked) {
        return LoopbackServer.startWith(plan -> plan.protocol(HttpProtocol.H2)
                .http2Settings(settings -> settings.maxConcurrentStreams(2))
                .secure(spec -> spec.sslContext((reactor.netty.tcp.SslProvider.GenericSslContextSpec<?>)
                        reactor.netty.http.Http2SslContextSpec.forServer(
                                LoopbackTls.localhost().keyManagerFactory())))
                .handle((in, out) -> {
                    in.withConnection(stream ->
                            connections.add(stream.channel().parent().id().asLongText()));
                    asked.countDown();
                    return out.sendString(Mono.fromCallable(() -> asked.getCount() == 0 ? "all" : "early")
                            .delaySubscription(Mono.defer(() -> asked.getCount() == 0
                                    ? Mono.just(0L)
                                    : Mono.delay(Duration.ofMillis(50))
                                            .repeat(100)
                                            .takeUntil(i -> asked.getCount() == 0)
                                            .last())));
                }));
    }

    @Test
    void anotherHttp2ConnectionIsOpenedWhenTheServerAllowsNoMoreStreams() {
        Set<String> connections = ConcurrentHashMap.newKeySet();
        try (LoopbackServer server = narrowServer(connections, new CountDownLatch(6))) {
            TransportRequest request = get("https://localhost:" + server.port() + "/");
            assertThat(Flux.range(0, 6)
                            .flatMap(i -> Hops.answer(transport, request), 6)
                            .distinct()
                            .collectList()
                            .block(PATIENCE))
                    .containsExactly("200 all");
            assertThat(connections).hasSize(3);
        }
    }

    @Test
    void requestsBeyondTheStreamsOfTheOnlyHttp2ConnectionWait() {
        Set<String> connections = ConcurrentHashMap.newKeySet();
        PooledTransport single = new PooledTransport(TransportSettings.builder()
                .maxConnectionsPerRoute(1)
                .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
                .build());
        try (LoopbackServer server = narrowServer(connections, new CountDownLatch(1))) {
            TransportRequest request = get("https://localhost:" + server.port() + "/");
            assertThat(Flux.range(0, 20)
                            .flatMap(i -> Hops.answer(single, request), 20)
                            .count()
                            .block(PATIENCE))
                    .isEqualTo(20);
            assertThat(connections).hasSize(1);
        } finally {
            single.dispose();
        }
    }

    @Test
    void anHttp2ConnectionIsNotLentBeyondItsLifeTimeThoughWhatIsUnderWayEnds() {
        Set<String> connections = ConcurrentHashMap.newKeySet();
        PooledTransport shortLived = new PooledTransport(TransportSettings.builder()
                .maxLifeTime(Duration.ofMillis(1))
                .idleTimeout(Duration.ofMillis(80)) // which makes the sweep come every 20 ms
                .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
                .build());
        try (LoopbackServer server = narrowServer(connections, new CountDownLatch(3))) {
            TransportRequest request = get("https://localhost:" + server.port() + "/");
            // The server answers when it was asked for the third time, so each answer is still to come when time is up.
            List<Mono<String>> answers = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                Mono<String> answer = Hops.answer(shortLived, request).cache();
                answer.subscribe(got -> {}, failed -> {});
                answers.add(answer);
                int asked = i;
                OneConnection.until(() -> connections.size() == asked);
                Mono.delay(Duration.ofMillis(150)).block();
            }
            assertThat(Flux.concat(answers).collectList().block(PATIENCE))
                    .containsExactly("200 all", "200 all", "200 all");
            assertThat(connections).hasSize(3);
        } finally {
            shortLived.dispose();
        }
    }
}
