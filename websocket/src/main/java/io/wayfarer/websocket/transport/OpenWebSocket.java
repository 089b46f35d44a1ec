/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket.transport;

import io.netty.channel.Channel;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.transport.TransportResponse;

/** Status 101: a connection that now speaks WebSocket. It stays open until it is released. */
public final class OpenWebSocket implements TransportResponse {

    private final Channel channel;
    private final FrameInbox inbox;
    private final ClosingHandshake closing;
    private final HttpHeaders headers;
    private final boolean authenticated;
    private final Route route;

    OpenWebSocket(
            Channel channel,
            FrameInbox inbox,
            ClosingHandshake closing,
            HttpHeaders headers,
            boolean authenticated,
            Route route) {
        this.channel = channel;
        this.inbox = inbox;
        this.closing = closing;
        this.headers = headers;
        this.authenticated = authenticated;
        this.route = route;
    }

    /** The connection as Spring's session. */
    public WebSocketSession session(HandshakeInfo info) {
        return new ChannelWebSocketSession(channel, inbox, closing, info);
    }

    @Override
    public int status() {
        return 101;
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public String protocol() {
        return "HTTP/1.1";
    }

    @Override
    public Route route() {
        return route;
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

    /** Ends the connection at once; a session says goodbye before. */
    @Override
    public void release() {
        channel.close();
    }
}
