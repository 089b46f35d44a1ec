/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import java.util.ArrayDeque;
import java.util.Queue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.quic.QuicStreamChannel;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.connection.StreamLimits;
import io.wayfarer.protocol.connection.StreamState;
import io.wayfarer.protocol.delivery.MultiplexedStream;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;

/** A request and its answer on a stream of QUIC (RFC 9114 section 4). */
final class Http3Stream extends MultiplexedStream {

    private final Http3Connection connection;
    private final Http3Inbox inbox = new Http3Inbox(this);
    private final Http3Output output = new Http3Output(this);
    private volatile int id;
    private volatile StreamState state = StreamState.IDLE;

    // On the event loop.
    private @Nullable QuicStreamChannel wire;
    private @Nullable Queue<Runnable> untilOpen;
    private @Nullable Throwable failure;
    private @Nullable StreamWatch watch;

    Http3Stream(Http3Connection connection) {
        this.connection = connection;
    }

    @Override
    public Http3Connection connection() {
        return connection;
    }

    /** QUIC numbers streams with 62 bits; what does not fit is told as the largest number. */
    @Override
    public int id() {
        return id;
    }

    @Override
    public StreamState state() {
        return state;
    }

    /** Fails: only servers send it. */
    @Override
    public Mono<Void> sendContinue() {
        return Mono.error(new IllegalStateException("a client sends no interim answers"));
    }

    @Override
    public void reset(Http2Error error) {
        onLoop(() -> {
            if (state != StreamState.CLOSED) {
                breakOff(error, new StreamResetException(error, false));
            }
        });
    }

    // What follows is called on the event loop.

    @Override
    protected EventLoop loop() {
        return connection.channel().eventLoop();
    }

    @Override
    protected Http3Inbox inbox() {
        return inbox;
    }

    @Override
    protected void writeHeaders(HeaderList fields, boolean end, ChannelPromise sent) {
        output.sendHeaders(fields, end, sent);
    }

    @Override
    protected void writeData(ByteBuf content, boolean end, ChannelPromise sent) {
        output.sendData(content, end, sent);
    }

    /** The channel is there, or it is known why there will be none. */
    void opened(@Nullable QuicStreamChannel channel) {
        Queue<Runnable> waiting = untilOpen;
        untilOpen = null;
        wire = channel;
        if (channel != null) {
            id = (int) Math.min(Integer.MAX_VALUE, channel.streamId());
            channel.read();
        }
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }

    void opens(HeaderList request) {
        inbox.answers(request);
        state = StreamState.OPEN;
        untilOpen = new ArrayDeque<>(2);
        StreamLimits own = ownLimits();
        watch = StreamWatch.begin(this, own == null ? connection.bounds().streamLimits() : own, loop());
    }

    /** The peer has sent something, or taken something. */
    void heard() {
        StreamWatch watching = watch;
        if (watching != null) {
            watching.heard();
        }
    }

    private void leave() {
        StreamWatch watching = watch;
        if (watching != null) {
            watching.end();
        }
        connection.left(this);
    }

    /** What was to be written before there is a channel. */
    boolean waits(Runnable write) {
        Queue<Runnable> waiting = untilOpen;
        return waiting != null && waiting.add(write);
    }

    @Nullable
    QuicStreamChannel wire() {
        return wire;
    }

    /** The peer's message is whole. */
    void receivedEnd() {
        state = state == StreamState.HALF_CLOSED_LOCAL ? StreamState.CLOSED : StreamState.HALF_CLOSED_REMOTE;
        if (state == StreamState.CLOSED) {
            leave();
        }
        inbox.end();
        if (state == StreamState.CLOSED) {
            inbox.detach();
        }
    }

    void sentEnd() {
        state = state == StreamState.HALF_CLOSED_REMOTE ? StreamState.CLOSED : StreamState.HALF_CLOSED_LOCAL;
        heard();
        if (state == StreamState.CLOSED) {
            leave();
            inbox.detach();
        }
    }

    /** Reads as long as little waits unread; so the peer is held back by the window of the stream. */
    void readOn() {
        QuicStreamChannel from = wire;
        if (from != null
                && !inbox.sealed()
                && inbox.queuedBytes() < connection.bounds().maxQueuedBytes()) {
            from.read();
        }
    }

    /** The peer, or the connection, has ended the stream before its time. What has arrived remains to be read. */
    void broken(Throwable reason) {
        if (inbox.sealed() && state == StreamState.CLOSED) {
            return;
        }
        failed(reason);
        close(Http2Error.CANCEL);
        inbox.fail(failure == null ? reason : failure);
        inbox.detach();
    }

    /** Ends the stream here; what has arrived is dropped. */
    void breakOff(Http2Error error, HttpTransportException reason) {
        failed(reason);
        close(error);
        inbox.failNow(failure == null ? reason : failure);
    }

    private void close(Http2Error error) {
        QuicStreamChannel open = wire;
        boolean early = state != StreamState.CLOSED;
        state = StreamState.CLOSED;
        if (early) {
            leave();
            if (open != null && open.isActive()) {
                connection.wasReset();
                open.shutdown(ErrorCodes.tell(error));
                open.close();
            }
        }
    }

    private void failed(Throwable reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    @Override
    protected @Nullable Throwable failure() {
        return failure;
    }

    @Override
    protected Throwable explain(Throwable cause) {
        if (failure != null) {
            return failure;
        }
        return cause instanceof RuntimeException || cause instanceof HttpTransportException
                ? cause
                : connection.ended(this, cause);
    }

    boolean begun() {
        return inbox.headReceived();
    }

    /** Whether something of the peer is awaited. */
    boolean awaiting() {
        return state == StreamState.HALF_CLOSED_LOCAL && inbox.awaiting();
    }

    /** Whether something waits for the peer to take it. */
    boolean sending() {
        return output.sending();
    }
}
