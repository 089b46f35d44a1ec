/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream.State;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.HeadTooLargeException;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.section.FieldRules;

/**
 * Sends heads, content, promises and resets. All is checked before Netty sees it, because Netty takes a mistake of its user
 * for an error of the connection. On the event loop only.
 */
final class Sending {

    private final Http2Codec codec;
    private final Session session;

    /** The stream that the section being written opens. */
    private @Nullable Http2Stream opening;

    private int nextId;

    /** @param firstId of the streams that this side opens */
    Sending(Http2Codec codec, Session session, int firstId) {
        this.codec = codec;
        this.session = session;
        this.nextId = firstId;
    }

    /** The first number is taken by a request that went out before this connection began. */
    void skipFirst() {
        nextId += 2;
    }

    void sendHeaders(Http2Stream stream, HeaderList fields, int padding, boolean end, ChannelPromise promise) {
        OutboundHeaders headers;
        try {
            headers = OutboundHeaders.of(fields);
        } catch (IllegalArgumentException invalid) {
            promise.setFailure(invalid);
            return;
        }
        Throwable refused = refusal(stream, fields, end);
        if (refused != null) {
            promise.setFailure(refused);
            return;
        }
        io.netty.handler.codec.http2.Http2Stream wire = stream.wire();
        if (wire == null) {
            stream.requested(fields);
            int id = nextId;
            nextId += 2;
            opening = stream;
            codec.encoder().writeHeaders(codec.context(), id, headers, padding, end, promise);
            opening = null;
        } else {
            codec.encoder().writeHeaders(codec.context(), wire.id(), headers, padding, end, promise);
        }
        codec.flushSoon();
    }

    /** Why a head cannot be sent now, null when it can. */
    private @Nullable Throwable refusal(Http2Stream stream, HeaderList fields, boolean end) {
        Throwable failure = stream.failure();
        if (failure != null) {
            return failure;
        }
        if (session.closed()) {
            return session.ending().reasonFor(stream, null);
        }
        HeadTooLargeException tooLarge = tooLarge(fields);
        if (tooLarge != null) {
            return tooLarge;
        }
        io.netty.handler.codec.http2.Http2Stream wire = stream.wire();
        if (wire == null || wire.state() == State.RESERVED_LOCAL) {
            if (wire == null && (!session.open() || nextId < 0)) {
                return new ConnectionEndedException(
                        Http2Error.REFUSED_STREAM, "the connection takes no new streams", true, false, null);
            }
            if (session.available() <= 0) {
                return new ConnectionEndedException(
                        Http2Error.REFUSED_STREAM,
                        "the peer takes no more streams at a time (RFC 9113 section 5.1.2)",
                        true,
                        false,
                        null);
            }
            return null;
        }
        if (!sendable(wire)) {
            return stream.explain(new IllegalStateException("the message has ended (state " + wire.state() + ")"));
        }
        if ((wire.isHeadersSent() && !end) || wire.isTrailersSent()) {
            return new IllegalStateException("a head was sent already (expected: trailers, which end the message)");
        }
        return null;
    }

    private @Nullable HeadTooLargeException tooLarge(HeaderList fields) {
        long limit = session.peerSettings().maxHeaderListSize();
        long size = FieldRules.sizeOf(fields);
        return size > limit ? new HeadTooLargeException(size, limit) : null;
    }

    /** Promises a stream (RFC 9113 section 8.4). */
    void push(Http2Stream parent, Http2Stream promised, HeaderList request, int padding, ChannelPromise promise) {
        io.netty.handler.codec.http2.Http2Stream wire = parent.wire();
        OutboundHeaders headers;
        try {
            headers = OutboundHeaders.of(request);
        } catch (IllegalArgumentException invalid) {
            promise.setFailure(invalid);
            return;
        }
        HeadTooLargeException tooLarge = tooLarge(request);
        if (!codec.connection().isServer() || !session.peerSettings().push()) {
            promise.setFailure(new IllegalStateException("the peer takes no promises (RFC 9113 section 6.5.2)"));
        } else if (!session.open() || codec.connection().goAwayReceived() || nextId < 0) {
            promise.setFailure(new ConnectionEndedException(
                    Http2Error.REFUSED_STREAM, "the connection takes no new streams", true, false, null));
        } else if (wire == null || !sendable(wire)) {
            promise.setFailure(parent.explain(
                    new IllegalStateException("a promise belongs before the end of the answer it accompanies")));
        } else if (tooLarge != null) {
            promise.setFailure(tooLarge);
        } else {
            int id = nextId;
            nextId += 2;
            opening = promised;
            codec.encoder().writePushPromise(codec.context(), wire.id(), id, headers, padding, promise);
            opening = null;
            codec.flushSoon();
        }
    }

    private static boolean sendable(io.netty.handler.codec.http2.Http2Stream wire) {
        return (wire.state() == State.OPEN || wire.state() == State.HALF_CLOSED_REMOTE) && !wire.isResetSent();
    }

    void sendData(Http2Stream stream, ByteBuf content, int padding, boolean end, ChannelPromise promise) {
        io.netty.handler.codec.http2.Http2Stream wire = stream.wire();
        State state = wire == null ? State.IDLE : wire.state();
        if (wire == null || !sendable(wire) || !wire.isHeadersSent()) {
            content.release();
            promise.setFailure(stream.explain(
                    new IllegalStateException("content belongs between a head and the end (state " + state + ")")));
            return;
        }
        codec.encoder().writeData(codec.context(), wire.id(), content, padding, end, promise);
        codec.flushSoon();
    }

    void reset(Http2Stream stream, Http2Error error) {
        io.netty.handler.codec.http2.Http2Stream wire = stream.wire();
        if (wire == null || wire.state() == State.CLOSED || wire.isResetSent()) {
            return;
        }
        stream.failure(new StreamResetException(error, false));
        codec.encoder()
                .writeRstStream(
                        codec.context(),
                        wire.id(),
                        error.code(),
                        codec.context().newPromise());
        codec.flushSoon();
    }

    /** Returns octets that the receiver took to the stream's window. */
    void delivered(Http2Stream stream, int octets) {
        io.netty.handler.codec.http2.Http2Stream wire = stream.wire();
        if (wire == null || octets == 0 || session.closed()) {
            return;
        }
        try {
            if (codec.decoder().flowController().consumeBytes(wire, octets)) {
                codec.flushSoon();
            }
        } catch (Http2Exception failure) {
            codec.onError(codec.context(), true, failure);
        }
    }

    /** Tells the peer to send so much more than its window held in the beginning. */
    void increaseWindow(io.netty.handler.codec.http2.@Nullable Http2Stream wire, int octets, ChannelPromise promise) {
        try {
            codec.decoder()
                    .flowController()
                    .incrementWindowSize(wire == null ? codec.connection().connectionStream() : wire, octets);
            codec.flushSoon();
            promise.trySuccess();
        } catch (Http2Exception failure) {
            promise.tryFailure(new IllegalArgumentException("octets: " + octets + " (expected: a window below 2^31)"));
        }
    }

    /** Sends a frame as it is; Netty's state does not hear of it. */
    void writeFrame(Http2Frame frame, ChannelPromise promise) {
        ByteBuf out = codec.context().alloc().buffer();
        try {
            frame.writeTo(out);
        } catch (RuntimeException invalid) {
            out.release();
            promise.setFailure(invalid);
            return;
        }
        codec.context().write(out, promise);
        codec.flushSoon();
    }

    /** Netty has made its side of the stream that is being opened. */
    void attach(io.netty.handler.codec.http2.Http2Stream wire) {
        Http2Stream stream = opening;
        if (stream != null) {
            opening = null;
            wire.setProperty(session.key(), stream);
            stream.bind(wire);
        }
    }
}
