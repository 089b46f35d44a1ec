/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.test.StepVerifier;

import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.transport.PoolUse;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;

/** Connections that are there before the first request. */
class WarmUpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .maxConnectionsPerRoute(4)
            .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
            .build());

    private final ReactiveHttpClient http = ReactiveHttpClient.builder()
            .transport(transport)
            .policy(new ProxyPolicy(url -> Route.DIRECT))
            .build();

    @AfterEach
    void close() {
        transport.dispose();
    }

    /** @param accepted gets a permit for each connection, maybe later than the client knows of it */
    private static RawPeer peer(Semaphore accepted) {
        return RawPeer.scripted(conversation -> {
            accepted.release();
            while (!conversation.readHead().isEmpty()) {
                conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            }
        });
    }

    @Test
    void requestsFindTheConnectionsThatWereOpened() throws InterruptedException {
        Semaphore accepted = new Semaphore(0);
        try (RawPeer peer = peer(accepted)) {
            String url = peer.uri("/").toString();
            StepVerifier.create(http.warmUp(url, 3)).expectComplete().verify(PATIENCE);
            assertThat(transport.use()).isEqualTo(new PoolUse(3, 0));
            assertThat(http.get(url).bodyAsString().block(PATIENCE)).isEqualTo("hello");
            assertThat(transport.use()).isEqualTo(new PoolUse(3, 0));
            assertThat(accepted.tryAcquire(3, PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(accepted.availablePermits()).isZero();
        }
    }

    /** What is there counts, and there are never more than there may be. */
    @Test
    void noMoreAreOpenedThanAreMissingOrAllowed() {
        try (RawPeer peer = peer(new Semaphore(0))) {
            String url = peer.uri("/").toString();
            for (int wanted : new int[] {2, 1, 2, 9}) {
                StepVerifier.create(http.warmUp(url, wanted)).expectComplete().verify(PATIENCE);
            }
            assertThat(transport.use()).isEqualTo(new PoolUse(4, 0));
        }
    }

    @Test
    void oneConnectionOfHttp2IsEnough() {
        PooledTransport knowing = new PooledTransport(
                TransportSettings.builder().http2PriorKnowledge(true).build());
        try (LoopbackServer server = LoopbackServer.startWith(
                plan -> plan.protocol(HttpProtocol.H2C).handle((in, out) -> out.sendString(Mono.just("two"))))) {
            ReactiveHttpClient client = http.toBuilder().transport(knowing).build();
            String url = server.uri("localhost", "/").toString();
            StepVerifier.create(client.warmUp(url, 3)).expectComplete().verify(PATIENCE);
            assertThat(knowing.use()).isEqualTo(new PoolUse(1, 0));
            assertThat(server.requests()).isEmpty();
            assertThat(client.get(url).bodyAsString().block(PATIENCE)).isEqualTo("two");
            assertThat(knowing.use()).isEqualTo(new PoolUse(1, 0));
        } finally {
            knowing.dispose();
        }
    }

    @Test
    void theWayIsThatOfARequest() {
        try (LoopbackProxy proxy = LoopbackProxy.start();
                LoopbackServer server = LoopbackServer.start(
                        LoopbackTls.localhost(), routes -> routes.get("/", (in, out) -> out.send()))) {
            Route route = new Route(new Proxy(Proxy.Kind.HTTP, "127.0.0.1", proxy.port(), null, null), "test");
            ReactiveHttpClient proxied =
                    http.toBuilder().policy(new ProxyPolicy(url -> route)).build();
            StepVerifier.create(proxied.warmUp(server.uri("localhost", "/").toString(), 1))
                    .expectComplete()
                    .verify(PATIENCE);
            assertThat(proxy.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.method()).isEqualTo("CONNECT"));
        }
    }

    @Test
    void whatCannotBeOpenedFailsAsARequestWould() {
        StepVerifier.create(http.warmUp("http://server.invalid/", 1))
                .expectError(ConnectionException.class)
                .verify(PATIENCE);
        assertThatThrownBy(() -> http.warmUp("http://server.test/", 0).block(PATIENCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("connections: 0");
    }
}
