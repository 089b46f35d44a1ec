/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import io.netty.channel.EventLoop;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.client.ConnectLimits;
import io.wayfarer.protocol.client.HttpConnector;
import io.wayfarer.protocol.connection.HttpConnection;

/** Opens one connection to one place by one route. */
@FunctionalInterface
interface Dialer {

    /**
     * To the same host always.
     *
     * @param way asked once; again where it fails
     */
    static Dialer by(Mono<HttpConnector> way, String host, int port) {
        Mono<HttpConnector> connector = way.cacheInvalidateIf(made -> false);
        return (loop, limits) -> connector.flatMap(made -> made.connect(host, port, loop, limits));
    }

    /**
     * A new connection, which works on this event loop.
     *
     * @param limits how long each step to it may take
     */
    Mono<HttpConnection> dial(EventLoop loop, ConnectLimits limits);

    /** Whether it asks the server something first, who may then close the connection as it closes one that was used. */
    default boolean asks() {
        return false;
    }
}
