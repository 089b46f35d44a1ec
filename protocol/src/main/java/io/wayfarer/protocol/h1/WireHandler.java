/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.Http2Error;

/** Keeps the octets that a wire has read, and the step that waits for more. On the event loop. */
final class WireHandler extends ChannelInboundHandlerAdapter {

    static final int MAX_READ = 16 * 1024 * 1024;

    /** One reading step. */
    interface Step<T> {

        /**
         * Tries with what there is.
         *
         * @return whether the sink was told something; if not, nothing may have been taken
         */
        boolean attempt(ByteBuf in, MonoSink<T> sink);
    }

    private final Channel channel;
    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private @Nullable Runnable waiting;
    private volatile int maxLineBytes;
    private boolean tooLong;
    private boolean ended;
    private boolean left;
    private @Nullable Throwable broken;
    private @Nullable ChannelHandlerContext context;

    WireHandler(Channel channel, ConnectionSettings settings) {
        this.channel = channel;
        this.maxLineBytes = settings.maxLineBytes();
    }

    void maxLineBytes(int octets) {
        maxLineBytes = octets;
    }

    /** Whether no more octets will come. */
    boolean ended() {
        return ended;
    }

    boolean atEnd(ByteBuf octets) {
        return ended && !octets.isReadable();
    }

    /** A whole line without its end; null when it has not come, or is too long, which fails the step. */
    @Nullable
    String line(ByteBuf octets) {
        int end = octets.indexOf(octets.readerIndex(), octets.writerIndex(), (byte) '\n');
        int length = end < 0 ? octets.readableBytes() : end - octets.readerIndex();
        if (length > maxLineBytes) {
            tooLong = true;
            return null;
        }
        if (end < 0) {
            return null;
        }
        String line =
                octets.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
        octets.skipBytes(1);
        return line.endsWith("\r") ? line.substring(0, length - 1) : line;
    }

    <T> Mono<T> step(Step<T> step) {
        return Mono.create(sink -> {
            if (channel.eventLoop().inEventLoop()) {
                begin(step, sink);
            } else {
                channel.eventLoop().execute(() -> begin(step, sink));
            }
        });
    }

    private <T> void begin(Step<T> step, MonoSink<T> sink) {
        if (waiting != null) {
            sink.error(new IllegalStateException("another step is waited for"));
            return;
        }
        if (left) {
            sink.error(new IllegalStateException("the channel was given away"));
            return;
        }
        Runnable attempt = () -> attempt(step, sink);
        waiting = attempt;
        sink.onDispose(() -> channel.eventLoop().execute(() -> {
            if (waiting == attempt) {
                waiting = null;
                channel.config().setAutoRead(false);
            }
        }));
        attempt.run();
    }

    private <T> void attempt(Step<T> step, MonoSink<T> sink) {
        Runnable own = waiting;
        waiting = null;
        tooLong = false;
        if (step.attempt(in, sink)) {
            if (waiting == null && !left) {
                channel.config().setAutoRead(false);
            }
        } else if (tooLong) {
            sink.error(Http1Wire.malformed("a line longer than " + maxLineBytes + " octets"));
        } else if (ended) {
            sink.error(new ConnectionEndedException(
                    Http2Error.NO_ERROR, "the connection ended before what is read did", false, true, broken));
        } else {
            waiting = own;
            channel.config().setAutoRead(true);
        }
    }

    void leave(MonoSink<Channel> sink) {
        channel.eventLoop().execute(() -> {
            ChannelHandlerContext ctx = context;
            if (waiting != null || left || ctx == null) {
                sink.error(new IllegalStateException("a step is waited for, or the channel was given away"));
                return;
            }
            left = true;
            sink.success(channel);
            channel.config().setAutoRead(true);
            ByteBuf rest = in;
            in = Unpooled.EMPTY_BUFFER;
            if (rest.isReadable()) {
                ctx.fireChannelRead(rest);
                ctx.fireChannelReadComplete();
            } else {
                rest.release();
            }
            ctx.pipeline().remove(this);
        });
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        channel.config().setAutoClose(false);
        channel.config().setAutoRead(false);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf octets && !left) {
            in = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), in, octets);
            retry();
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void retry() {
        Runnable step = waiting;
        if (step != null) {
            step.run();
        }
    }

    private void end() {
        if (!ended && !left) {
            ended = true;
            // What is left may stay unread for ever: it must not be of a pool.
            byte[] rest = ByteBufUtil.getBytes(in);
            in.release();
            in = Unpooled.wrappedBuffer(rest);
            retry();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            end();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        broken = cause;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        ctx.fireChannelInactive();
    }
}
