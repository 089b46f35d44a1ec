/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import io.netty.channel.EventLoop;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.client.ConnectLimits;
import io.wayfarer.protocol.client.HttpConnectException;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.ProtocolVersion;

/**
 * Asks a server without TLS to go on in HTTP/2 until it has declined. From then on it is spoken to in HTTP/1.1, and so it is
 * where the question costs the connection: nothing else was sent on it.
 */
final class UpgradingDialer implements Dialer {

    private final Dialer asking;
    private final Dialer silent;
    private volatile boolean declined;

    /** @param silent asks nobody */
    UpgradingDialer(Dialer asking, Dialer silent) {
        this.asking = asking;
        this.silent = silent;
    }

    @Override
    public Mono<HttpConnection> dial(EventLoop loop, ConnectLimits limits) {
        return Mono.defer(() -> declined ? silent.dial(loop, limits) : asked(loop, limits));
    }

    @Override
    public boolean asks() {
        return true;
    }

    private Mono<HttpConnection> asked(EventLoop loop, ConnectLimits limits) {
        return asking.dial(loop, limits)
                .doOnNext(connection -> {
                    if (connection.version() != ProtocolVersion.HTTP_2) {
                        declined = true;
                    }
                })
                .onErrorResume(HttpConnectException.class, e -> {
                    if (e.phase() != HttpConnectException.Phase.NEGOTIATE) {
                        return Mono.error(e);
                    }
                    declined = true;
                    return e.timedOut() ? Mono.error(e) : silent.dial(loop, limits);
                });
    }
}
