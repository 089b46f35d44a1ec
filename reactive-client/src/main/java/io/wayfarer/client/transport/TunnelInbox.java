/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.Queue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/** What comes out of a tunnel: pieces wait for their reader, few of them, and then the other end is held back. */
final class TunnelInbox extends ChannelInboundHandlerAdapter {

    private static final int MOST_WAITING = 32;
    private static final int FEW_WAITING = MOST_WAITING / 2;

    private final Channel channel;
    private final Queue<ByteBuf> waiting =
            Queues.<ByteBuf>unbounded(MOST_WAITING).get();
    private final Sinks.Many<ByteBuf> sink = Sinks.many().unicast().onBackpressureBuffer(waiting);
    private volatile boolean read;

    TunnelInbox(Channel channel) {
        this.channel = channel;
    }

    /** The pieces, once; the subscriber releases them. Ends when the other end closes. */
    Flux<ByteBuf> pieces() {
        return sink.asFlux()
                .doOnSubscribe(subscription -> read = true)
                .doOnNext(piece -> resume())
                .doOnDiscard(ByteBuf.class, ReferenceCountUtil::release);
    }

    private void resume() {
        if (waiting.size() <= FEW_WAITING && !channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf piece) || sink.tryEmitNext(piece).isFailure()) {
            ReferenceCountUtil.release(message);
        } else if (waiting.size() >= MOST_WAITING) {
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        sink.tryEmitComplete();
        discardUnread();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        sink.tryEmitError(cause);
        ctx.close();
    }

    /** Lets go of what nobody has come to read. */
    private void discardUnread() {
        if (!read) {
            for (ByteBuf piece = waiting.poll(); piece != null; piece = waiting.poll()) {
                piece.release();
            }
        }
    }
}
