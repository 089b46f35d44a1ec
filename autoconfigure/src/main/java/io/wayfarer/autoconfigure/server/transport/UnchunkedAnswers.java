/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.transport;

import io.netty.handler.codec.http.HttpVersion;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerState;

/**
 * Sends clients of HTTP/1.0 no chunks. Reactor Netty sends every answer of unknown length in them, which such a client takes for
 * the content; it must not (RFC 9112 section 6.1). Without them the answer ends with its connection. What it compresses it would
 * put into chunks again.
 */
final class UnchunkedAnswers implements NettyServerCustomizer {

    @Override
    public HttpServer apply(HttpServer server) {
        return server.childObserve(UnchunkedAnswers::changed);
    }

    private static void changed(Connection connection, ConnectionObserver.State state) {
        if (state == HttpServerState.REQUEST_RECEIVED
                && connection instanceof HttpServerResponse response
                && response.version().equals(HttpVersion.HTTP_1_0)) {
            response.chunkedTransfer(false).compression(false);
        }
    }
}
