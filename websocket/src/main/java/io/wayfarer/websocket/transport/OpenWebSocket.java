/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket.transport;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.adapter.ReactorNettyWebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

import io.wayfarer.client.transport.TransportResponse;

/** Status 101: a connection that now speaks WebSocket. It stays open until it is released. */
public final class OpenWebSocket implements TransportResponse {

    private final WebsocketInbound inbound;
    private final WebsocketOutbound outbound;
    private final int maxFrameBytes;
    private final boolean authenticated;
    private final HttpHeaders headers = new HttpHeaders();
    private final Sinks.Empty<Void> released = Sinks.empty();

    OpenWebSocket(WebsocketInbound inbound, WebsocketOutbound outbound, int maxFrameBytes, boolean authenticated) {
        this.inbound = inbound;
        this.outbound = outbound;
        this.maxFrameBytes = maxFrameBytes;
        this.authenticated = authenticated;
        inbound.headers().forEach(field -> headers.add(field.getKey(), field.getValue()));
    }

    /** The connection as Spring's session. */
    public WebSocketSession session(HandshakeInfo info) {
        return new ReactorNettyWebSocketSession(
                inbound, outbound, info, new NettyDataBufferFactory(outbound.alloc()), maxFrameBytes);
    }

    Mono<Void> released() {
        return released.asMono();
    }

    @Override
    public int status() {
        return 101;
    }

    @Override
    public HttpHeaders headers() {
        return HttpHeaders.readOnlyHttpHeaders(headers);
    }

    @Override
    public String protocol() {
        return "HTTP/1.1";
    }

    @Override
    public boolean authenticated() {
        return authenticated;
    }

    /** Empty: what follows a 101 are frames. */
    @Override
    public Flux<DataBuffer> body() {
        return Flux.empty();
    }

    @Override
    public void release() {
        released.tryEmitEmpty();
    }
}
