/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

import reactor.core.Exceptions;
import reactor.core.publisher.Flux;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.fixture.LoopbackTls;

/**
 * A client that may have one connection, and waits for it a while: whichever exchange keeps the connection for itself is found
 * out by the next one.
 */
final class OneConnection implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PooledTransport transport;
    private final ReactiveHttpClient http;

    OneConnection(TransportSettings.Builder settings) {
        this.transport = new PooledTransport(settings.maxConnectionsPerRoute(1)
                .pendingTimeout(Duration.ofSeconds(15))
                .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
                .build());
        this.http = ReactiveHttpClient.builder().transport(transport).build();
    }

    static OneConnection http1() {
        return new OneConnection(TransportSettings.builder());
    }

    static OneConnection http2() {
        return new OneConnection(TransportSettings.builder().http2PriorKnowledge(true));
    }

    ReactiveHttpClient http() {
        return http;
    }

    /** The body of a GET. */
    String text(URI uri) {
        byte[] bytes = http.get(uri.toString()).bodyAsBytes().block(PATIENCE);
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** What comes of a GET that fails, which is one of the client's own exceptions and does not tell the query. */
    HttpExchangeException failure(URI uri, String description) {
        Throwable failure = Exceptions.unwrap(catchThrowable(() -> {
            String got = text(uri);
            throw new AssertionError(description + " passed for: " + got);
        }));
        assertThat(failure).as(description).isInstanceOf(HttpExchangeException.class);
        return (HttpExchangeException) failure;
    }

    /** Gives up what is kept, and sees that nothing is left of it: neither at the peer nor in the count of the pool. */
    void leavesNothing(URI uri, IntSupplier openAtThePeer) {
        ConnectionPool pool = transport.endpoint(Hops.get(uri)).pool();
        transport.dispose();
        until(() -> pool.unused() && openAtThePeer.getAsInt() == 0);
    }

    /** Waits for what happens soon, if it ever does. */
    static void until(BooleanSupplier condition) {
        Flux.interval(Duration.ofMillis(2))
                .takeUntil(i -> condition.getAsBoolean())
                .blockLast(PATIENCE);
    }

    @Override
    public void close() {
        transport.dispose();
    }
}
