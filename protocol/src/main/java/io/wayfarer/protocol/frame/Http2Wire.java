/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.frame;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.NettyPipeline;

import io.wayfarer.protocol.connection.Role;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;

/**
 * Frames on a channel, with nothing in between: no state of streams, no windows, no answer to SETTINGS or PING. What is
 * written goes out as it is, broken on purpose or not; what arrives is told in its order.
 *
 * <pre>{@code
 * Http2Wire wire = Http2Wire.client(channel);
 * wire.write(new Http2Frame.Settings(), new Http2Frame.WindowUpdate(0, 0)).then(wire.next())   // forbidden: what now?
 * }</pre>
 */
public final class Http2Wire {

    /** What a client sends first (RFC 9113 section 3.4). */
    public static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private static final int MAX_WAITING = 1024;

    private final Channel channel;
    private final Reader reader;
    private final ArrayDeque<Http2Frame> arrived = new ArrayDeque<>();
    private final ArrayDeque<MonoSink<Http2Frame>> awaited = new ArrayDeque<>();
    private @Nullable Throwable failure;
    private boolean ended;
    private volatile int maxFrameSize = 16384;

    private Http2Wire(Channel channel, int prefaceOctets) {
        this.channel = channel;
        this.reader = new Reader(prefaceOctets);
    }

    /** The side that sent, or has yet to send, the preface: it is not sent here, see {@link #writePreface()}. */
    public static Http2Wire client(Channel channel) {
        return new Http2Wire(channel, 0).begin();
    }

    /** The side that expects a preface, which is read and judged before the first frame. */
    public static Http2Wire server(Channel channel) {
        return new Http2Wire(channel, PREFACE.length()).begin();
    }

    /** As {@link #client} or {@link #server}. */
    public static Http2Wire of(Channel channel, Role role) {
        return role == Role.CLIENT ? client(channel) : server(channel);
    }

    private Http2Wire begin() {
        if (channel.pipeline().get(NettyPipeline.ReactiveBridge) == null) {
            channel.pipeline().addLast(reader);
        } else {
            channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, null, reader);
        }
        channel.config().setAutoRead(true);
        return this;
    }

    public Channel channel() {
        return channel;
    }

    /** Sends the octets that a client begins with. */
    public Mono<Void> writePreface() {
        return writeOctets(Octets.ofText(PREFACE));
    }

    /** Sends frames together. */
    public Mono<Void> write(Http2Frame... frames) {
        return Mono.defer(() -> {
            ByteBuf out = channel.alloc().buffer();
            try {
                for (Http2Frame frame : frames) {
                    frame.writeTo(out);
                }
            } catch (RuntimeException invalid) {
                out.release();
                throw invalid;
            }
            return send(out);
        });
    }

    /** Sends anything at all. */
    public Mono<Void> writeOctets(Octets octets) {
        return Mono.defer(() -> send(octets.toByteBuf()));
    }

    private Mono<Void> send(ByteBuf out) {
        return Mono.create(sink -> channel.writeAndFlush(out).addListener((ChannelFutureListener) sent -> {
            if (sent.isSuccess()) {
                sink.success();
            } else {
                sink.error(sent.cause());
            }
        }));
    }

    /** Up to which length frames are taken from now on. */
    public void maxFrameSize(int octets) {
        maxFrameSize = octets;
    }

    /**
     * The next frame; each one is given once. Empty when the peer has closed the connection; fails with
     * {@link PeerProtocolException} when octets came that are no frame, and from then on.
     */
    public Mono<Http2Frame> next() {
        return Mono.create(sink -> channel.eventLoop().execute(() -> {
            Http2Frame frame = arrived.poll();
            if (frame != null) {
                sink.success(frame);
                resume();
            } else if (failure != null) {
                sink.error(failure);
            } else if (ended) {
                sink.success();
            } else {
                awaited.add(sink);
                sink.onCancel(() -> channel.eventLoop().execute(() -> awaited.remove(sink)));
            }
        }));
    }

    /** The next frame of a kind; others on the way are dropped. */
    public <T extends Http2Frame> Mono<T> next(Class<T> kind) {
        return frames().ofType(kind).next();
    }

    /** All frames from here on, one after the other. */
    public Flux<Http2Frame> frames() {
        return next().map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .repeat()
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow);
    }

    /** Completes when the connection is closed. */
    public Mono<Void> closed() {
        return Mono.create(sink -> channel.closeFuture().addListener(done -> sink.success()));
    }

    /** Closes the connection at once, without a word. */
    public Mono<Void> close() {
        return Mono.create(sink -> channel.close().addListener(done -> sink.success()));
    }

    private void resume() {
        if (arrived.size() < MAX_WAITING / 2 && !channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
    }

    private void arrived(Http2Frame frame) {
        MonoSink<Http2Frame> next = awaited.poll();
        if (next != null) {
            next.success(frame);
            return;
        }
        arrived.add(frame);
        if (arrived.size() >= MAX_WAITING) {
            channel.config().setAutoRead(false);
        }
    }

    private void failed(Http2Error error, String rule) {
        failure = new PeerProtocolException(error, rule, null);
        end();
    }

    private void end() {
        ended = true;
        for (MonoSink<Http2Frame> next = awaited.poll(); next != null; next = awaited.poll()) {
            if (failure != null) {
                next.error(failure);
            } else {
                next.success();
            }
        }
    }

    private final class Reader extends ByteToMessageDecoder {

        private int prefaceLeft;

        Reader(int prefaceOctets) {
            this.prefaceLeft = prefaceOctets;
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
            while (prefaceLeft > 0 && in.isReadable() && failure == null) {
                if (in.readByte() != PREFACE.charAt(PREFACE.length() - prefaceLeft--)) {
                    failed(Http2Error.PROTOCOL_ERROR, "no preface (section 3.4)");
                }
            }
            while (prefaceLeft == 0 && failure == null) {
                FrameReading reading = FrameReading.read(in, maxFrameSize);
                if (reading instanceof FrameReading.Frame whole) {
                    arrived(whole.frame());
                } else if (reading instanceof FrameReading.Refused refused) {
                    failed(refused.error(), refused.rule());
                } else {
                    return;
                }
            }
            if (failure != null) {
                in.skipBytes(in.readableBytes());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) throws Exception {
            super.channelInactive(ctx);
            end();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close(); // a reset is an end like another
        }
    }
}
