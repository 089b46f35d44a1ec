/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.connection.StreamLimits;
import io.wayfarer.protocol.connection.StreamState;
import io.wayfarer.protocol.delivery.MultiplexedStream;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.header.HeaderList;

/**
 * A stream of HTTP/2 (RFC 9113 section 5). Names of fields are sent in lower case, and fields that belong to a connection
 * of HTTP/1, as {@code Connection} and {@code Transfer-Encoding}, are left out.
 *
 * <p>A server that has answered whole and asks for no more of the request, drops the rest of it: the peer is told by
 * RST_STREAM with NO_ERROR if it is still sending (RFC 9113 section 8.1).
 */
public final class Http2Stream extends MultiplexedStream {

    private final Http2Connection connection;
    private final Http2Codec codec;
    private final StreamInbox inbox;
    private final @Nullable Http2Stream parent;
    private final @Nullable HeaderList promised;
    private volatile int id;
    private boolean manualWindow;
    private long heard;
    private @Nullable HeaderList sentRequest;
    private volatile io.netty.handler.codec.http2.@Nullable Http2Stream wire;
    private @Nullable Throwable failure;

    Http2Stream(
            Http2Connection connection, Http2Codec codec, @Nullable Http2Stream parent, @Nullable HeaderList promised) {
        this.connection = connection;
        this.codec = codec;
        this.parent = parent;
        this.promised = promised;
        this.inbox = new StreamInbox(this, promised);
    }

    @Override
    public Http2Connection connection() {
        return connection;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public StreamState state() {
        io.netty.handler.codec.http2.Http2Stream bound = wire;
        if (bound == null) {
            return StreamState.IDLE;
        }
        return switch (bound.state()) {
            case IDLE -> StreamState.IDLE;
            case RESERVED_LOCAL -> StreamState.RESERVED_LOCAL;
            case RESERVED_REMOTE -> StreamState.RESERVED_REMOTE;
            case OPEN -> StreamState.OPEN;
            case HALF_CLOSED_LOCAL -> StreamState.HALF_CLOSED_LOCAL;
            case HALF_CLOSED_REMOTE -> StreamState.HALF_CLOSED_REMOTE;
            case CLOSED -> StreamState.CLOSED;
        };
    }

    /** The stream on which this one was promised; null for one that a request opened. */
    public @Nullable Http2Stream parent() {
        return parent;
    }

    /** The request of a promised stream (RFC 9113 section 8.4); null for one that a request opened. */
    public @Nullable HeaderList request() {
        return promised;
    }

    /**
     * As {@link #sendHeaders(HeaderList, boolean)}, with padding (RFC 9113 section 6.2).
     *
     * @param padding octets, 0 to 255
     */
    public Mono<Void> sendHeaders(HeaderList fields, boolean end, int padding) {
        checkPadding(padding);
        return write(promise -> codec.sending().sendHeaders(this, fields, padding, end, promise));
    }

    /**
     * As {@link #sendData(ByteBuf, boolean)}, with padding on the last frame (RFC 9113 section 6.1), which counts for the
     * window.
     *
     * @param padding octets, 0 to 255
     */
    public Mono<Void> sendData(ByteBuf content, boolean end, int padding) {
        checkPadding(padding);
        return write(promise -> codec.sending().sendData(this, content, padding, end, promise));
    }

    private static void checkPadding(int padding) {
        if (padding < 0 || padding > 255) {
            throw new IllegalArgumentException("padding: " + padding + " (expected: 0 to 255)");
        }
    }

    /** Sends the deprecated priority of this stream (RFC 9113 section 6.3); peers may ignore it. */
    public Mono<Void> sendPriority(Http2Frame.Weight priority) {
        return write(promise -> codec.sending().writeFrame(new Http2Frame.Priority(id, 0, priority), promise));
    }

    /**
     * Promises a stream to the client, whose answer is sent on it like any other (RFC 9113 section 8.4).
     *
     * @param promisedRequest a safe method without content, for an authority of this connection
     * @return fails with {@link IllegalStateException} when the client takes no promises, and when the answer on this
     *     stream has ended
     */
    public Mono<Http2Stream> push(HeaderList promisedRequest) {
        return push(promisedRequest, 0);
    }

    /**
     * As {@link #push(HeaderList)}, with padding (RFC 9113 section 6.6).
     *
     * @param padding octets, 0 to 255
     */
    public Mono<Http2Stream> push(HeaderList promisedRequest, int padding) {
        checkPadding(padding);
        return Mono.defer(() -> {
            Http2Stream stream = new Http2Stream(connection, codec, this, promisedRequest);
            return write(promise -> codec.sending().push(this, stream, promisedRequest, padding, promise))
                    .thenReturn(stream);
        });
    }

    /** Stops the automatic return of octets to this stream's window: {@link #returnWindow} does it from now on. */
    public void manualWindow() {
        onLoop(() -> manualWindow = true);
    }

    /**
     * Returns octets of delivered content to this stream's window (RFC 9113 section 6.9). The peer is told when half the
     * window has come together.
     */
    public void returnWindow(int octets) {
        onLoop(() -> codec.sending().delivered(this, octets));
    }

    /** Makes the window of this stream larger, for good; the peer is told when half the window is used. */
    public Mono<Void> increaseWindow(int octets) {
        return write(promise -> codec.sending().increaseWindow(wire, octets, promise));
    }

    @Override
    public void reset(Http2Error error) {
        onLoop(() -> {
            codec.sending().reset(this, error);
            if (failure == null) {
                failure = new StreamResetException(error, false);
            }
            inbox.failNow(failure);
        });
    }

    // What follows is called by the codec, on the event loop.

    @Override
    protected EventLoop loop() {
        return codec.loop();
    }

    @Override
    protected void writeHeaders(HeaderList fields, boolean end, ChannelPromise sent) {
        codec.sending().sendHeaders(this, fields, 0, end, sent);
    }

    @Override
    protected void writeData(ByteBuf content, boolean end, ChannelPromise sent) {
        codec.sending().sendData(this, content, 0, end, sent);
    }

    void bind(io.netty.handler.codec.http2.Http2Stream bound) {
        id = bound.id();
        wire = bound;
    }

    io.netty.handler.codec.http2.@Nullable Http2Stream wire() {
        return wire;
    }

    @Override
    protected StreamInbox inbox() {
        return inbox;
    }

    StreamLimits limits() {
        StreamLimits own = ownLimits();
        return own == null ? connection.bounds().streamLimits() : own;
    }

    void requested(HeaderList fields) {
        sentRequest = fields;
        StreamLimits own = ownLimits();
        if (own != null) {
            codec.session().silence().begins(own);
        }
        inbox.answers(fields);
    }

    void heard(long nanos) {
        heard = nanos;
    }

    /** When anything of it was heard, or began to be awaited, last; {@link System#nanoTime()}. */
    long heard() {
        return heard;
    }

    /** The head of the request on this stream, at the client that sent it. */
    @Nullable
    HeaderList sentRequest() {
        return sentRequest;
    }

    /** Whether anything of the peer's message has arrived. */
    boolean begun() {
        return inbox.headReceived();
    }

    boolean windowIsManual() {
        return manualWindow;
    }

    void delivered(int octets) {
        if (!manualWindow) {
            codec.sending().delivered(this, octets);
        }
    }

    @Override
    protected @Nullable Throwable failure() {
        return failure;
    }

    /** Keeps the first reason. */
    void failure(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    @Override
    protected Throwable explain(Throwable cause) {
        if (failure != null) {
            return failure;
        }
        if (cause instanceof RuntimeException || cause instanceof HttpTransportException) {
            return cause;
        }
        return codec.session().ending().reasonFor(this, cause);
    }
}
