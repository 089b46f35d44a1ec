/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket.transport;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.transport.TransportResponse;

/** An answer to an opening handshake that opened nothing. Its connection is closed, its body is gone. */
record RefusedHandshake(int status, HttpHeaders headers, boolean authenticated, Route route)
        implements TransportResponse {

    @Override
    public String protocol() {
        return "HTTP/1.1";
    }

    @Override
    public Flux<DataBuffer> body() {
        return Flux.empty();
    }

    @Override
    public void release() {
        // Nothing is held: Reactor Netty has closed the connection.
    }
}
