/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.ProtocolVersion;

/** Who gets what is free, and when a connection is opened, in orders of events that exchanges meet by chance only. */
class ConnectionPoolTest {

    private final AtomicInteger dials = new AtomicInteger();
    private final RawPeer peer = RawPeer.answeringAndHolding("");
    private final PooledTransport transport = new PooledTransport(TransportSettings.defaults());

    @AfterEach
    void close() {
        transport.dispose();
        peer.close();
    }

    /** Two loops at least, for connections that are free at one and wanted at the other. */
    @BeforeEach
    void loops() {
        assertThat(transport.loops().count()).isGreaterThan(1);
    }

    /** @param odd what comes of the dials of these numbers, which count from 1 */
    private ConnectionPool pool(TransportSettings.Builder chosen, Map<Integer, Mono<HttpConnection>> odd) {
        TransportSettings settings = chosen.build();
        Dialer dialer = Hops.connectors(settings)
                .dialer(
                        EndpointKey.unforwarded(HttpUrl.parse(peer.uri("/").toString()), null, ConnectionWishes.NONE),
                        Set.of(ProtocolVersion.HTTP_1_1));
        return new ConnectionPool(
                transport.loops(),
                PoolLimits.of(settings),
                (loop, limits) -> {
                    Mono<HttpConnection> other = odd.get(dials.incrementAndGet());
                    return other == null ? dialer.dial(loop, limits) : other;
                },
                new Sweep(transport.loops(), settings.idleTimeout()),
                false);
    }

    private static final class Caller implements Waiter {

        private final int loop;
        private final CompletableFuture<PooledConnection> outcome = new CompletableFuture<>();

        Caller(int loop) {
            this.loop = loop;
        }

        @Override
        public int preferredLoop() {
            return loop;
        }

        @Override
        public void lent(PooledConnection connection) {
            connection.begins(this);
            outcome.complete(connection);
        }

        @Override
        public void refused(Throwable failure) {
            outcome.completeExceptionally(failure);
        }

        PooledConnection connection() throws InterruptedException, ExecutionException, TimeoutException {
            return outcome.get(Hops.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** A connection of this loop, which nobody uses. */
    private PooledConnection freeAt(ConnectionPool pool, int loop) throws Exception {
        Caller first = new Caller(loop);
        pool.await(first);
        PooledConnection connection = first.connection();
        assertThat(connection.loopNumber()).isEqualTo(loop);
        connection.loop().submit(() -> pool.giveBack(connection, first)).sync();
        return connection;
    }

    @Test
    void whatBecameFreeJustBeforeOneGotInLineIsLentAndNothingOpened() throws Exception {
        ConnectionPool pool = pool(TransportSettings.builder(), Map.of());
        PooledConnection free = freeAt(pool, 0);
        Caller caller = new Caller(0);
        pool.await(caller);
        assertThat(caller.connection()).isSameAs(free);
        assertThat(dials).hasValue(1);
        pool.dispose();
    }

    @Test
    void aConnectionOfAnotherLoopIsLentWhenTheOneThatWasOpenedInsteadFails() throws Exception {
        ConnectionPool pool = pool(TransportSettings.builder(), Map.of(2, Mono.error(new IOException("no more"))));
        PooledConnection free = freeAt(pool, 0);
        Caller caller = new Caller(1);
        pool.await(caller);
        assertThat(caller.connection()).isSameAs(free);
        assertThat(dials).hasValue(2);
        pool.dispose();
    }

    @Test
    void nobodyIsRefusedWhileAConnectionOfAnotherLoopIsFree() throws Exception {
        ConnectionPool pool =
                pool(TransportSettings.builder().maxConnectionsPerRoute(1).maxPending(0), Map.of());
        PooledConnection free = freeAt(pool, 0);
        Caller caller = new Caller(1);
        pool.await(caller);
        assertThat(caller.connection()).isSameAs(free);

        Caller tooMany = new Caller(1);
        pool.await(tooMany);
        assertThatThrownBy(tooMany::connection).hasCauseInstanceOf(PoolExhaustedException.class);
        pool.dispose();
    }

    @Test
    void whoeverIsInLineDoesNotWaitForTheConnectionThatIsOpenedForAnotherAlone() throws Exception {
        ConnectionPool pool = pool(TransportSettings.builder(), Map.of(1, Mono.never()));
        pool.awaitFresh(new Caller(0));
        Caller inLine = new Caller(0);
        pool.await(inLine);
        assertThat(inLine.connection().usable()).isTrue();
        pool.dispose();
    }
}
