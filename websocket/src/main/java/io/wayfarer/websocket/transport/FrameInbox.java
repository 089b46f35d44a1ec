/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket.transport;

import java.util.Queue;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import org.springframework.web.reactive.socket.CloseStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/**
 * What comes in over an open WebSocket: messages wait for their reader, few of them, and then the peer is held back;
 * pings are answered; the peer's close is handed to the {@link ClosingHandshake}.
 */
final class FrameInbox extends ChannelInboundHandlerAdapter {

    private static final int MOST_WAITING = 32;
    private static final int FEW_WAITING = MOST_WAITING / 2;

    private final Channel channel;
    private final ClosingHandshake closing;
    private final Queue<WebSocketFrame> waiting =
            Queues.<WebSocketFrame>unbounded(MOST_WAITING).get();
    private final Sinks.Many<WebSocketFrame> sink = Sinks.many().unicast().onBackpressureBuffer(waiting);

    private volatile boolean read;

    FrameInbox(Channel channel, ClosingHandshake closing) {
        this.channel = channel;
        this.closing = closing;
    }

    /**
     * Complete messages, once; the subscriber releases them. Who cancels gets no more of them, and the session goes on.
     */
    Flux<WebSocketFrame> frames() {
        return sink.asFlux()
                .doOnSubscribe(subscription -> read = true)
                .doOnNext(frame -> resume())
                .doFinally(end -> resume())
                .doOnDiscard(WebSocketFrame.class, ReferenceCountUtil::release);
    }

    private void resume() {
        if (waiting.size() <= FEW_WAITING && !channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof PingWebSocketFrame ping) {
            ctx.writeAndFlush(new PongWebSocketFrame(ping.content()), ctx.voidPromise());
        } else if (message instanceof CloseWebSocketFrame close) {
            closing.received(close);
            sink.tryEmitComplete();
        } else if (message instanceof WebSocketFrame frame) {
            deliver(frame);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void deliver(WebSocketFrame frame) {
        if (sink.tryEmitNext(frame).isFailure()) {
            frame.release();
        } else if (waiting.size() >= MOST_WAITING) {
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        sink.tryEmitComplete();
        closing.ended();
        if (!read) {
            discard();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        sink.tryEmitError(cause);
        CloseStatus status =
                cause instanceof TooLongFrameException ? CloseStatus.TOO_BIG_TO_PROCESS : CloseStatus.PROTOCOL_ERROR;
        closing.begin(status).subscribe();
    }

    /** Lets go of what nobody has read. */
    private void discard() {
        WebSocketFrame frame = waiting.poll();
        while (frame != null) {
            frame.release();
            frame = waiting.poll();
        }
    }
}
