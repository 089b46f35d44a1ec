/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Proxy.Kind;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.RawPeer;

/** Streams of bytes to a place, by CONNECT and without (L249). */
class TunnelTest extends ClientCase {

    private static final int MUCH = 8 * 1024 * 1024;

    /** Says something first, and then back whatever it is told. */
    private static RawPeer echo() {
        return RawPeer.scripted(client -> {
            client.write("220 ready\r\n");
            try {
                while (true) {
                    client.write(client.read(1));
                }
            } catch (IOException ended) {
                assertThat(ended).isNotNull();
            }
        });
    }

    private static Flux<DataBuffer> bytes(String text) {
        return Flux.just(text.getBytes(StandardCharsets.US_ASCII)).map(DefaultDataBufferFactory.sharedInstance::wrap);
    }

    private static Mono<String> text(Flux<DataBuffer> pieces, int length) {
        return pieces.map(piece -> {
                    String text = piece.toString(StandardCharsets.US_ASCII);
                    DataBufferUtils.release(piece);
                    return text;
                })
                .scan(String::concat)
                .filter(text -> text.length() >= length)
                .next();
    }

    private static String place(RawPeer peer) {
        return "127.0.0.1:" + peer.port();
    }

    private static Flux<String> conversation(TunnelSpec tunnel) {
        return tunnel.use(open ->
                text(open.receive().mergeWith(open.send(bytes("hello")).then(Mono.empty())), 16));
    }

    @Test
    void straightToThePlaceWhereThereIsNoProxy() {
        try (RawPeer peer = echo()) {
            StepVerifier.create(conversation(http.connect(place(peer))))
                    .expectNext("220 ready\r\nhello")
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    @Test
    void throughTheProxyThatTheClientWouldTake() {
        try (RawPeer peer = echo();
                LoopbackProxy proxy = LoopbackProxy.start()) {
            ReactiveHttpClient proxied = http.toBuilder()
                    .policy(new ProxyPolicy(EnvironmentProxies.of(
                            Map.of("http_proxy", proxy.uri().toString()))))
                    .build();

            StepVerifier.create(conversation(proxied.connect("localhost:" + peer.port())))
                    .expectNext("220 ready\r\nhello")
                    .expectComplete()
                    .verify(PATIENCE);
            assertThat(proxy.requests()).singleElement().satisfies(asked -> {
                assertThat(asked.method()).isEqualTo("CONNECT");
                assertThat(asked.target()).isEqualTo("localhost:" + peer.port());
            });

            StepVerifier.create(conversation(proxied.connect(place(peer)).direct()))
                    .expectNextCount(1)
                    .expectComplete()
                    .verify(PATIENCE);
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void whatCameBeforeTheOtherEndClosedCanBeReadLater() {
        try (RawPeer peer = RawPeer.scripted(client -> client.write("221 bye\r\n"))) {
            StepVerifier.create(http.connect(place(peer))
                            .use(open -> Mono.fromCallable(() -> {
                                        while (peer.open() > 0) {
                                            Thread.onSpinWait();
                                        }
                                        return open;
                                    })
                                    .subscribeOn(Schedulers.boundedElastic())
                                    .delayElement(Duration.ofMillis(50)) // for the end to come over
                                    .flatMap(ended -> text(ended.receive(), 9))))
                    .expectNext("221 bye\r\n")
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    @Test
    void whatComesInOnePieceWithTheProxysAnswerIsNotLost() {
        try (RawPeer proxy = RawPeer.scripted(client -> {
            client.readHead();
            client.write("HTTP/1.1 200 OK\r\n\r\n220 ready\r\n");
            client.write(client.read(5));
            client.awaitEnd();
        })) {
            StepVerifier.create(conversation(http.connect("mail.example:25")
                            .proxy(new Proxy(Kind.HTTP, "127.0.0.1", proxy.port(), null, null))))
                    .expectNext("220 ready\r\nhello")
                    .expectComplete()
                    .verify(PATIENCE);
            assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT mail.example:25 HTTP/1.1\r\n");
        }
    }

    @Test
    void aProxyThatRefusesIsToldWithItsAnswer() {
        try (RawPeer proxy = RawPeer.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nnone")) {
            TunnelSpec refused =
                    http.connect("mail.example:25").proxy(new Proxy(Kind.HTTP, "127.0.0.1", proxy.port(), null, null));

            StepVerifier.create(refused.open())
                    .expectErrorSatisfies(e -> assertThat(((ProxyException) e).refusal())
                            .isNotNull()
                            .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(403)))
                    .verify(PATIENCE);
        }
    }

    @Test
    void nobodyAtThePlaceIsAConnectionException() {
        RawPeer gone = echo();
        gone.close();
        StepVerifier.create(http.connect(place(gone)).open())
                .expectError(ConnectionException.class)
                .verify(PATIENCE);
    }

    @Test
    void muchGoesBothWaysWhileBothAreSlow() {
        try (RawPeer peer = RawPeer.scripted(client -> {
            for (int left = MUCH; left > 0; left -= 64 * 1024) {
                client.write(client.read(64 * 1024));
            }
            client.endOutput();
            client.awaitEnd();
        })) {
            Flux<DataBuffer> much =
                    Flux.range(0, MUCH / 1024).map(i -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[1024]));
            Flux<Integer> sizes = http.connect(place(peer))
                    .use(tunnel -> Flux.merge(
                            tunnel.receive().limitRate(1).map(piece -> {
                                int size = piece.readableByteCount();
                                DataBufferUtils.release(piece);
                                return size;
                            }),
                            tunnel.send(much).then(Mono.empty())));

            StepVerifier.create(sizes.reduce(0, Integer::sum))
                    .expectNext(MUCH)
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    @Test
    void theUserWhoEndsClosesIt() throws Exception {
        CountDownLatch closed = new CountDownLatch(3);
        try (RawPeer peer = RawPeer.scripted(client -> {
            client.write("x");
            try {
                client.awaitEnd(); // by a reset, where the byte was not read
            } finally {
                closed.countDown();
            }
        })) {
            http.connect(place(peer)).use(tunnel -> Mono.just("done")).blockLast(PATIENCE);
            StepVerifier.create(http.connect(place(peer)).use(Tunnel::receive))
                    .consumeNextWith(DataBufferUtils::release)
                    .thenCancel()
                    .verify(PATIENCE);
            Tunnel own = http.connect(place(peer)).open().block(PATIENCE);
            assertThat(own).isNotNull();
            assertThat(own.trace().toString()).contains("CONNECT");
            own.close();
            own.close();

            StepVerifier.create(own.send(bytes("late"))).expectError().verify(PATIENCE);
            assertThat(closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aPublisherThatFailsLeavesItsOwnError() {
        try (RawPeer peer = echo()) {
            StepVerifier.create(http.connect(place(peer))
                            .use(tunnel ->
                                    tunnel.send(bytes("a").concatWith(Mono.error(new IllegalStateException("mine"))))))
                    .expectErrorMessage("mine")
                    .verify(PATIENCE);
        }
    }

    @Test
    void theApplicationsPoliciesSeeARequestToConnectAndCookiesStayAtHome() {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (RawPeer peer = echo()) {
            http.toBuilder()
                    .policy(hop -> {
                        seen.add(hop.method() + " " + hop.url().authority() + " "
                                + hop.readHeaders().headerNames());
                        return Mono.empty();
                    })
                    .build()
                    .connect(place(peer))
                    .use(tunnel -> Mono.empty())
                    .blockLast(PATIENCE);
            assertThat(seen)
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT " + place(peer))
                    .doesNotContain("Cookie");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "host", "host:", "host:x", "host:70000", "http://host:1", "a b:1", "::1:25", "u@host:1"})
    void whatIsNoHostWithAPortIsRefusedAtOnce(String authority) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> http.connect(authority))
                .withMessageContaining("host:port");
    }
}
