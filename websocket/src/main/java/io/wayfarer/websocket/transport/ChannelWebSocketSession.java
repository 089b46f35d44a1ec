/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket.transport;

import io.netty.channel.Channel;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.adapter.NettyWebSocketSessionSupport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** Spring's session on a channel whose pipeline speaks WebSocket frames. */
final class ChannelWebSocketSession extends NettyWebSocketSessionSupport<Channel> {

    private final FrameInbox inbox;
    private final ClosingHandshake closing;

    ChannelWebSocketSession(Channel channel, FrameInbox inbox, ClosingHandshake closing, HandshakeInfo info) {
        super(channel, channel.id().asLongText(), info, new NettyDataBufferFactory(channel.alloc()));
        this.inbox = inbox;
        this.closing = closing;
    }

    @Override
    public Flux<WebSocketMessage> receive() {
        return inbox.frames()
                .map(this::toMessage)
                .transform(Operators.<WebSocketMessage, WebSocketMessage>lift(
                        (source, reader) -> new ReleasedAfterUse(reader)));
    }

    @Override
    public Mono<Void> send(Publisher<WebSocketMessage> messages) {
        return Mono.create(
                end -> Flux.from(messages).map(this::toFrame).subscribe(new FrameOutlet(getDelegate(), end)));
    }

    @Override
    public boolean isOpen() {
        return getDelegate().isActive();
    }

    @Override
    public Mono<Void> close(CloseStatus status) {
        return closing.begin(status);
    }

    @Override
    public Mono<CloseStatus> closeStatus() {
        return closing.status();
    }
}
