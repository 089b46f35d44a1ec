/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket.transport;

import java.util.List;

import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import org.springframework.http.HttpHeaders;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;

import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.transport.HandshakeClient;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;

/**
 * A hop that is an opening handshake (RFC 6455 section 4.1). Status 101 is answered with an {@link OpenWebSocket}, any
 * other with its head, so that redirects, cookies and HSTS work as on every hop.
 */
public final class HandshakeTransport implements Transport {

    private final HandshakeClient network;
    private final WebsocketClientSpec spec;

    /**
     * @param subProtocols offered to the server, in order of preference
     * @param maxFrameBytes largest payload of one received frame
     */
    public HandshakeTransport(
            HandshakeClient network, List<String> subProtocols, int maxFrameBytes, boolean compression) {
        this.network = network;
        WebsocketClientSpec.Builder builder = WebsocketClientSpec.builder()
                .maxFramePayloadLength(maxFrameBytes)
                .compress(compression);
        if (!subProtocols.isEmpty()) {
            builder.protocols(String.join(",", subProtocols));
        }
        this.spec = builder.build();
    }

    @Override
    public Mono<TransportResponse> exchange(TransportRequest request) {
        HopId hop = request.hop();
        return network.client(hop.url(), request.route())
                .flatMap(client -> open(client, request))
                .onErrorMap(e -> network.failure(hop, request.route(), e));
    }

    /**
     * Reactor Netty keeps a WebSocket open as long as the publisher that its handler returned: here, until the answer is
     * released. Cancelling before there is an answer ends the handshake.
     */
    private Mono<TransportResponse> open(HttpClient client, TransportRequest request) {
        boolean authenticated = request.hop().url().secure() && network.verifiesServers();
        return Mono.<TransportResponse>create(sink -> {
                    Disposable connection = client.headers(fields -> {
                                fields.set("Host", request.hop().url().authority());
                                request.headers().forEach(fields::set);
                            })
                            .websocket(spec)
                            .uri(request.hop().url().requestTarget())
                            .handle((inbound, outbound) -> {
                                OpenWebSocket socket = new OpenWebSocket(
                                        inbound, outbound, spec.maxFramePayloadLength(), authenticated);
                                sink.success(socket);
                                return socket.released();
                            })
                            .subscribe(nothing -> {}, sink::error, sink::success);
                    sink.onCancel(connection);
                })
                .onErrorResume(failure -> refused(request.hop(), failure, authenticated));
    }

    /** The head of the answer that is not 101, or the failure when there was none. */
    private static Mono<TransportResponse> refused(HopId hop, Throwable failure, boolean authenticated) {
        if (!(failure instanceof WebSocketClientHandshakeException refusal)) {
            return Mono.error(failure);
        }
        if (refusal.response() == null) {
            return Mono.error(new ProtocolException(
                    hop,
                    "the opening handshake failed: " + refusal.getMessage(),
                    "Check that a WebSocket server answers at this path.",
                    refusal));
        }
        HttpHeaders headers = new HttpHeaders();
        refusal.response().headers().forEach(field -> headers.add(field.getKey(), field.getValue()));
        return Mono.just(new RefusedHandshake(
                refusal.response().status().code(), HttpHeaders.readOnlyHttpHeaders(headers), authenticated));
    }
}
