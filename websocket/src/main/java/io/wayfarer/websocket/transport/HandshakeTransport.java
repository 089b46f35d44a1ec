/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket.transport;

import java.util.List;

import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.protocol.connection.HttpConnection;

/**
 * A hop that is an opening handshake (RFC 6455 section 4.1), each on a connection of its own. Status 101 is answered with
 * an {@link OpenWebSocket}, any other with its head, so that redirects, cookies and HSTS work as on every hop.
 */
public final class HandshakeTransport implements Transport {

    private final PooledTransport network;
    private final List<String> subProtocols;
    private final FrameSettings frames;

    /** @param subProtocols offered to the server, in order of preference */
    public HandshakeTransport(PooledTransport network, List<String> subProtocols, FrameSettings frames) {
        this.network = network;
        this.subProtocols = subProtocols;
        this.frames = frames;
    }

    @Override
    public Mono<TransportResponse> exchange(TransportRequest request) {
        return network.failingOver(request, this::byOneWay);
    }

    private Mono<TransportResponse> byOneWay(TransportRequest request) {
        HopId hop = request.hop();
        return network.connect(hop, request.route())
                .flatMap(connection -> ask(connection, request))
                .onErrorMap(e -> network.failure(hop, request.route(), e));
    }

    private Mono<TransportResponse> ask(HttpConnection connection, TransportRequest request) {
        boolean authenticated = request.hop().url().secure() && network.verifiesServers();
        return Mono.<TransportResponse>create(answer -> {
                    OpeningHandshake handshake =
                            new OpeningHandshake(subProtocols, frames.compression(), frames.maxMessageBytes());
                    new HandshakeExchange(request, connection, handshake, frames, authenticated, answer).send();
                })
                .doOnDiscard(TransportResponse.class, TransportResponse::release);
    }
}
