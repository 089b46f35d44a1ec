/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.SocketAddress;
import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.error.Http2Error;

/**
 * A stream of HTTP/2 as a channel: its content is what is read and written (RFC 9113 section 8.5). It works on the event
 * loop of the connection, and takes no more from the stream than is read, so that windows hold back whoever sends.
 */
final class StreamChannel extends AbstractChannel {

    private static final ChannelMetadata METADATA = new ChannelMetadata(false);

    /** So long what is on its way when the channel is closed may wait for the peer's window. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HttpStream stream;
    private final ChannelConfig config = new DefaultChannelConfig(this).setAutoRead(false);
    private final Disposable.Swap reading = Disposables.swap();
    private boolean open = true;
    private boolean beginning;
    private boolean readWanted;
    private boolean readUnderWay;
    private boolean writing;

    private StreamChannel(HttpStream stream) {
        super(stream.connection().channel());
        this.stream = stream;
    }

    /** A channel that does not read by itself. Nobody else may read or write the stream's content. */
    static Mono<StreamChannel> over(HttpStream stream) {
        return Mono.create(sink -> {
            StreamChannel channel = new StreamChannel(stream);
            channel.parent().eventLoop().register(channel).addListener(done -> {
                if (done.isSuccess()) {
                    sink.success(channel);
                } else {
                    sink.error(done.cause());
                }
            });
        });
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new StreamUnsafe();
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return true;
    }

    @Override
    protected SocketAddress localAddress0() {
        return parent().localAddress();
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return parent().remoteAddress();
    }

    @Override
    protected void doBind(SocketAddress localAddress) {
        // Netty's contract for what a channel cannot do; the promise of whoever calls bind(..) fails with it.
        throw new UnsupportedOperationException("a stream has no address of its own");
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    protected void doClose() {
        if (!open) {
            return;
        }
        open = false;
        reading.dispose();
        // What was written before is sent before; then the peer is told that nothing more is read either.
        stream.sendData(Unpooled.EMPTY_BUFFER, true)
                .timeout(PATIENCE)
                .onErrorComplete() // the stream is gone already, or its window stays shut
                .doFinally(ended -> stream.reset(Http2Error.CANCEL))
                .subscribe();
    }

    @Override
    protected void doBeginRead() {
        readWanted = true;
        if (beginning) {
            return; // the loop below goes on
        }
        beginning = true;
        while (readWanted && !readUnderWay && open) {
            readWanted = false;
            readUnderWay = true;
            Piece piece = new Piece();
            reading.update(piece);
            stream.reader().chunk().subscribe(piece);
        }
        beginning = false;
    }

    /** The next piece, or the end. */
    private final class Piece extends BaseSubscriber<ByteBuf> {

        private boolean came;

        @Override
        protected void hookOnNext(ByteBuf content) {
            came = true;
            if (!open) {
                content.release();
                return;
            }
            readUnderWay = false;
            pipeline().fireChannelRead(content);
            pipeline().fireChannelReadComplete();
        }

        @Override
        protected void hookOnComplete() {
            if (!came && open) {
                unsafe().close(voidPromise());
            }
        }

        @Override
        protected void hookOnError(Throwable cause) {
            if (open) {
                pipeline().fireExceptionCaught(cause);
                unsafe().close(voidPromise());
            }
        }
    }

    @Override
    protected Object filterOutboundMessage(Object message) {
        if (message instanceof ByteBuf) {
            return message;
        }
        // As Netty's own channels refuse it: the promise of the write fails, and the channel goes on.
        throw new UnsupportedOperationException("octets alone can be sent in a stream, not " + message.getClass());
    }

    /** One piece at a time: the stream says when it has room for the next. */
    @Override
    protected void doWrite(ChannelOutboundBuffer waiting) {
        while (!writing && waiting.current() instanceof ByteBuf piece) {
            writing = true;
            boolean[] atOnce = {true};
            stream.sendData(piece.retain(), false)
                    .subscribe(
                            none -> {},
                            failure -> written(waiting, failure, false),
                            () -> written(waiting, null, !atOnce[0]));
            atOnce[0] = false;
        }
    }

    private void written(ChannelOutboundBuffer waiting, @Nullable Throwable failure, boolean goOn) {
        writing = false;
        if (unsafe().outboundBuffer() == null) {
            return; // closed meanwhile, which has failed what waited
        }
        if (failure != null) {
            waiting.remove(failure);
            unsafe().close(voidPromise());
        } else {
            waiting.remove();
            if (goOn) {
                ((StreamUnsafe) unsafe()).goOn();
            }
        }
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open && isRegistered();
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    private final class StreamUnsafe extends AbstractUnsafe {

        void goOn() {
            flush0();
        }

        @Override
        public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            // It was opened by the proxy's answer to CONNECT, before this channel was given out.
            promise.setFailure(new UnsupportedOperationException("a stream is connected"));
        }
    }
}
