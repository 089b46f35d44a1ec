/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.concurrent.Queues;

/**
 * What comes out of a tunnel: pieces wait for their reader, few of them, and then the other end is held back. On the event
 * loop of the channel, the reader's subscription and requests included.
 */
final class TunnelInbox extends ChannelInboundHandlerAdapter {

    private static final int MOST_WAITING = 32;
    private static final int FEW_WAITING = MOST_WAITING / 2;

    private final Channel channel;
    private final Queue<ByteBuf> waiting =
            Queues.<ByteBuf>unbounded(MOST_WAITING).get();
    private final Sinks.Many<ByteBuf> sink = Sinks.many().unicast().onBackpressureBuffer(waiting);
    private boolean read;

    TunnelInbox(Channel channel) {
        this.channel = channel;
    }

    /** The pieces, once; the subscriber releases them. Ends when the other end closes. */
    Flux<ByteBuf> pieces() {
        return Flux.defer(() -> {
                    read = true;
                    return sink.asFlux();
                })
                .subscribeOn(Schedulers.fromExecutorService(channel.eventLoop()))
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
        park();
        sink.tryEmitComplete();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        sink.tryEmitError(cause);
        ctx.close();
    }

    /** What nobody has come to read may wait for ever, so it must not be in buffers of a pool any more. */
    private void park() {
        if (read) {
            return;
        }
        List<ByteBuf> copies = new ArrayList<>();
        for (ByteBuf piece = waiting.poll(); piece != null; piece = waiting.poll()) {
            copies.add(Unpooled.wrappedBuffer(ByteBufUtil.getBytes(piece)));
            piece.release();
        }
        waiting.addAll(copies);
    }
}
