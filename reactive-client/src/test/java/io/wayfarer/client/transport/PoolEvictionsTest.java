/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;

import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.RawPeer;

/** Unused connections that a pool gives up are counted by the reason. */
@Timeout(60)
class PoolEvictionsTest {

    private static LoopbackServer server(boolean http2) {
        return LoopbackServer.startWith(plan -> plan.protocol(http2 ? HttpProtocol.H2C : HttpProtocol.HTTP11)
                .handle((in, out) -> out.sendString(Mono.just("hello"))));
    }

    private static PoolEvictions after(
            TransportSettings.Builder settings, LoopbackServer server, PoolEvictions expected) {
        PooledTransport transport = new PooledTransport(settings.build());
        try {
            assertThat(Hops.got(Hops.answer(transport, Hops.get(server.uri("/")))))
                    .isEqualTo("200 hello");
            OneConnection.until(() -> transport.use().connections() == 0
                    && transport.use().evictions().equals(expected));
            return transport.use().evictions();
        } finally {
            transport.dispose();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theIdleOnes(boolean http2) {
        TransportSettings.Builder settings =
                TransportSettings.builder().http2PriorKnowledge(http2).idleTimeout(Duration.ofMillis(60));
        PoolEvictions one = new PoolEvictions(1, 0, 0);
        try (LoopbackServer server = server(http2)) {
            assertThat(after(settings, server, one)).isEqualTo(one);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOldOnes(boolean http2) {
        TransportSettings.Builder settings =
                TransportSettings.builder().http2PriorKnowledge(http2).maxLifeTime(Duration.ofMillis(60));
        PoolEvictions one = new PoolEvictions(0, 1, 0);
        try (LoopbackServer server = server(http2)) {
            assertThat(after(settings, server, one)).isEqualTo(one);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thoseThatTheServerCloses(boolean http2) {
        PooledTransport transport = new PooledTransport(
                TransportSettings.builder().http2PriorKnowledge(http2).build());
        LoopbackServer server = server(http2);
        try {
            assertThat(Hops.got(Hops.answer(transport, Hops.get(server.uri("/")))))
                    .isEqualTo("200 hello");
            server.close();
            PoolEvictions one = new PoolEvictions(0, 0, 1);
            PoolUse end = new PoolUse(0, 0, one);
            OneConnection.until(() -> transport.use().equals(end)); // an eviction is counted first
            assertThat(transport.use()).isEqualTo(end);
        } finally {
            transport.dispose();
        }
    }

    @Test
    void notThoseInUseNorThoseThatTheTransportClosesAtItsEnd() {
        CountDownLatch ended = new CountDownLatch(2);
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            if (conversation.readHead().contains("/last")) {
                conversation.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
            } else {
                conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                conversation.awaitEnd();
            }
            ended.countDown();
        })) {
            PooledTransport transport = new PooledTransport(TransportSettings.defaults());
            assertThat(Hops.got(Hops.answer(transport, Hops.get(peer.uri("/last")))))
                    .isEqualTo("200 ok");
            assertThat(Hops.got(Hops.answer(transport, Hops.get(peer.uri("/")))))
                    .isEqualTo("200 ok");
            transport.dispose();
            OneConnection.until(() -> ended.getCount() == 0 && transport.use().connections() == 0);
            assertThat(transport.use()).isEqualTo(PoolUse.none());
        }
    }
}
