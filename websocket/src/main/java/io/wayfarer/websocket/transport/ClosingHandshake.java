/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import org.springframework.web.reactive.socket.CloseStatus;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * How a WebSocket ends (RFC 6455 section 7.1): each side sends one close frame, then the connection closes; the side
 * that began does not wait for ever.
 */
final class ClosingHandshake {

    private final Channel channel;
    private final Duration patience;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Sinks.One<CloseStatus> status = Sinks.one();

    /** @param patience longest wait for the peer's close frame */
    ClosingHandshake(Channel channel, Duration patience) {
        this.channel = channel;
        this.patience = patience;
    }

    /** What the session ended with, on whichever side; empty when the connection broke. */
    Mono<CloseStatus> status() {
        return status.asMono();
    }

    /** Begins it, unless it has begun. Completes when the close frame is on its way. */
    Mono<Void> begin(CloseStatus with) {
        return Mono.create(sink -> {
            if (!begun.compareAndSet(false, true) || !channel.isActive()) {
                sink.success();
                return;
            }
            CloseWebSocketFrame frame = new CloseWebSocketFrame(with.getCode(), with.getReason());
            channel.writeAndFlush(frame).addListener(written -> {
                status.tryEmitValue(with);
                channel.eventLoop().schedule(() -> channel.close(), patience.toMillis(), TimeUnit.MILLISECONDS);
                sink.success();
            });
        });
    }

    /** The peer began it, or takes part in it; takes the frame. */
    void received(CloseWebSocketFrame frame) {
        int code = frame.statusCode();
        CloseStatus told = code < 0 ? CloseStatus.NO_STATUS_CODE : new CloseStatus(code, frame.reasonText());
        if (begun.compareAndSet(false, true)) {
            status.tryEmitValue(told);
            channel.writeAndFlush(new CloseWebSocketFrame(true, 0, frame.content()))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            frame.release();
            channel.close();
        }
    }

    /** The connection is gone. */
    void ended() {
        status.tryEmitEmpty();
    }
}
