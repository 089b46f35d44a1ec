/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;

import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import io.wayfarer.protocol.connection.ConnectionObserver;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamLimits;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.error.WriteTimeoutException;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.tls.TlsLayers;

/**
 * The engine of a connection in its channel's pipeline: keeps the streams in their order and ends the connection. Reading,
 * time limits and the change to another protocol have classes of their own. On the event loop only.
 */
abstract class Http1Handler extends ChannelInboundHandlerAdapter {

    static final String NAME = "wayfarer.http1";

    final ConnectionSettings settings;
    final MessageReader reader;
    final HeadWriter heads = new HeadWriter();

    /** In the order of their requests; each until both its messages are whole. */
    final ArrayDeque<Http1Stream> streams = new ArrayDeque<>(2);

    final Http1Connection connection;
    final Intake intake;
    final Watch watch;
    final Handover handover = new Handover(this);
    private final Channel channel;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Throwable broken;

    /** The channel carries something else than HTTP from now on. */
    boolean switched;

    /** The connection has ended, or was given away. */
    boolean ended;

    Http1Handler(Http1Connection connection, Channel channel, ConnectionSettings settings, boolean requests) {
        this.connection = connection;
        this.channel = channel;
        this.settings = settings;
        this.reader = new MessageReader(requests, settings);
        this.intake = new Intake(this, channel);
        this.watch = new Watch(this, channel);
    }

    /** Whether the next message may be begun to be read. */
    abstract boolean mayReadHead();

    /** A head was read; its facts are in the reader, which is to be told how the content is framed. */
    abstract void headRead(HeaderList head) throws BadMessage;

    /** The stream whose message is being read. */
    abstract @Nullable Http1Stream receiving();

    abstract void messageRead(@Nullable HeaderList trailers);

    /** The peer broke a rule. */
    abstract void refuse(BadMessage wrong);

    /** All octets that came were read as far as possible. */
    abstract void caughtUp();

    /** Puts a client's request head into a buffer; {@link #heads} has its facts. */
    abstract ByteBuf request(HeaderList head, long length, int room);

    /** Puts a server's answer head into a buffer. */
    abstract ByteBuf answer(Http1Stream stream, HeaderList head, long length, int room);

    /** A final answer's head is about to be written. */
    abstract void answered(Http1Stream stream, HeadFacts facts);

    /** Gives a client's stream its place, if there is one. */
    abstract boolean place(Http1Stream stream);

    /** Ends a stream that is under way. */
    abstract void reset(Http1Stream stream, StreamResetException failure, boolean begun);

    /** No new streams; ends the connection if none is under way. */
    abstract void drained();

    /** A stream has written its message before it has read the peer's. */
    abstract void writtenEarly(Http1Stream stream);

    /** Content has come, perhaps of a message that nobody wants any more. */
    void unwanted(int octets) {}

    /** A message was answered that the operating system has not taken whole. */
    abstract void unsettled();

    /** Both messages of a stream are whole, and this side's has been written. */
    abstract void completed(Http1Stream stream);

    /** Nothing more will come from the peer, but its socket may still take something. */
    abstract void inputClosed();

    ChannelHandlerContext context() {
        ChannelHandlerContext installed = context;
        if (installed == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return installed;
    }

    boolean installed() {
        return context != null;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        // A failed write must not lose an answer that came before it.
        channel.config().setAutoClose(false);
        if (channel.isActive()) {
            channel.config().setAutoRead(true);
        } else if (!channel.isOpen()) {
            end(null);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end(broken);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel.config().setAutoRead(true);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf octets) {
            intake.octets(ctx, octets);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!ended) {
            watch.update();
        }
        ctx.fireChannelReadComplete();
    }

    final boolean inLoop() {
        return channel.eventLoop().inEventLoop();
    }

    final boolean channelWritable() {
        return channel.isWritable();
    }

    /**
     * Runs on the event loop, at once if this is it.
     *
     * @param send fails when the event loop takes no work any more
     * @return false then
     */
    final boolean run(Runnable work, @Nullable Send send) {
        if (inLoop()) {
            work.run();
            return true;
        }
        try {
            channel.eventLoop().execute(work);
            return true;
        } catch (RejectedExecutionException ended) {
            if (send != null) {
                send.fail(Failures.noPlace());
            }
            return false;
        }
    }

    abstract Flux<HttpStream> incoming();

    final void shutdown() {
        if (!ended) {
            connection.drain();
            watch.closeSoon();
            drained();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Http1Stream stream = writing();
        if (stream != null && channel.isWritable()) {
            stream.outbox.writable();
        }
        ctx.fireChannelWritabilityChanged();
    }

    /** Content was taken from a stream's queue. */
    final void shrank() {
        intake.proceed();
    }

    /** The peer broke a rule. */
    final void broke(BadMessage wrong) {
        connection.violation(Failures.typed(wrong));
        refuse(wrong);
    }

    /**
     * Whether the end of what came is where the peer meant it to be: content that ends with its connection is whole only
     * if the connection was not reset, and with TLS if that said so too (RFC 9112 section 9.8).
     */
    final boolean endedInOrder() {
        return broken == null && TlsLayers.endedInOrder(channel.pipeline());
    }

    /** Whether something of the peer is waited for. */
    abstract boolean awaiting();

    /** The end took longer than it may. */
    final void closeTimedOut() {
        closeNow(broken);
    }

    /** The stream whose limits of time hold now; null for those of the connection. */
    final StreamLimits limits(@Nullable Http1Stream stream) {
        return stream == null ? settings.streamLimits() : stream.limits();
    }

    /** What is waited for did not come in time. */
    void overdue(ReadTimeoutException failure) {
        closeNow(failure);
    }

    /** The peer takes nothing of what is sent to it. */
    final void stalled(WriteTimeoutException failure) {
        closeNow(failure);
    }

    /** The stream that may write: the first one whose message has not ended. */
    final @Nullable Http1Stream writing() {
        for (Http1Stream stream : streams) {
            if (!stream.outbox.ended()) {
                return stream;
            }
        }
        return null;
    }

    /** A stream has written the end of its message. */
    final void messageWritten(Http1Stream stream) {
        stream.halfClosed();
        if (stream.messageRead) {
            settle(stream);
        } else {
            writtenEarly(stream);
            if (!ended) {
                watch.update();
            }
        }
        Http1Stream next = writing();
        if (next != null) {
            next.outbox.proceed();
        }
    }

    /** A stream is complete as soon as the operating system has all of it. */
    final void settle(Http1Stream stream) {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        if (out == null || out.totalPendingWriteBytes() == 0) {
            completed(stream);
        } else {
            unsettled();
            watch.wrote();
            context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
                if (ended) {
                    return;
                }
                if (written.isSuccess()) {
                    completed(stream);
                } else {
                    closeNow(written.cause());
                }
            });
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        intake.end();
        end(broken);
        ctx.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            intake.end();
            if (!ended) {
                inputClosed();
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (broken == null) {
            broken = cause;
        }
        if (cause instanceof IOException && channel.isActive() && !(cause instanceof SSLException)) {
            // Perhaps only this side's writing has failed: an answer may still be under way.
            outputBroken(cause);
        } else {
            closeNow(cause);
        }
    }

    /** Writing has failed. What has arrived, and what may, is read for a while. */
    void outputBroken(Throwable cause) {
        if (broken == null) {
            broken = cause;
        }
        connection.drain();
        if (!watch.closing()) {
            watch.closeSoon();
        }
    }

    /** Closes the channel and fails what is under way. */
    final void closeNow(@Nullable Throwable cause) {
        if (!ended) {
            end(cause);
            channel.close();
        }
    }

    /** The end: everything under way fails, nothing is held any more. */
    private void end(@Nullable Throwable cause) {
        if (ended) {
            return;
        }
        boolean begun = !reader.betweenMessages();
        ended = true;
        watch.stop();
        reader.release();
        connection.ended();
        boolean first = true;
        for (Http1Stream stream = streams.poll(); stream != null; stream = streams.poll()) {
            stream.connectionEnded(Failures.of(stream, cause, first && begun));
            first = false;
        }
        ended(cause);
        handover.freed();
    }

    /** The connection has ended; for what a role has beside streams. */
    void ended(@Nullable Throwable cause) {}

    ConnectionObserver observer() {
        return connection.observer();
    }
}
