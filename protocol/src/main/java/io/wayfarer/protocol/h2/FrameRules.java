/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection.Endpoint;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream.State;

/**
 * Stands between Netty's reader and Netty's state, and mends where the state leaves the RFC. Each comment names what Netty
 * does without it.
 */
final class FrameRules implements Http2FrameListener {

    private final Http2Codec codec;
    private final FloodGuard flood;
    private final SkippedStreams skipped = new SkippedStreams();
    private Http2FrameListener netty;

    /** The highest stream of the peer whose first frame has come, taken or refused. */
    private int highest;

    FrameRules(Http2FrameListener netty, Http2Codec codec, FloodGuard flood) {
        this.netty = netty;
        this.codec = codec;
        this.flood = flood;
    }

    void delegate(Http2FrameListener next) {
        netty = next;
    }

    private Endpoint<?> peer() {
        return codec.connection().remote();
    }

    /**
     * Whether the peer opened the stream and it was refused. Netty forgets such a stream, and takes the next frame of it,
     * which may have been on its way, for an error of the connection.
     */
    private boolean refused(int streamId) {
        return streamId <= highest && peer().isValidStreamId(streamId) && streamId > peer().lastStreamCreated();
    }

    /** Netty forgets a stream with its RST_STREAM, and answers what was under way by another one. */
    private boolean wasReset(int streamId) {
        return codec.resets().contains(streamId);
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream)
            throws Http2Exception {
        flood.content(data.readableBytes(), endOfStream);
        io.netty.handler.codec.http2.Http2Stream stream = codec.connection().stream(streamId);
        if (stream == null ? refused(streamId) || wasReset(streamId) : stream.isResetSent()) {
            codec.decoder().flowController().receiveFlowControlledFrame(null, data, padding, endOfStream);
            return data.readableBytes() + padding;
        }
        if (stream != null && stream.state() == State.RESERVED_REMOTE) {
            // Netty keeps no window for such a stream, and stumbles.
            throw Http2Exception.connectionError(
                    Http2Error.PROTOCOL_ERROR, "content of a promised stream before its head (RFC 9113 section 5.1)");
        }
        int octets = data.readableBytes() + padding;
        if (stream != null
                && octets > 0
                && octets > codec.decoder().flowController().windowSize(stream)) {
            // Netty sees it too, but then fails over its own numbers and tells INTERNAL_ERROR.
            codec.decoder().flowController().receiveFlowControlledFrame(null, data, padding, endOfStream);
            throw Http2Exception.streamError(
                    streamId, Http2Error.FLOW_CONTROL_ERROR, "content beyond the window (RFC 9113 section 6.9.1)");
        }
        return netty.onDataRead(ctx, streamId, data, padding, endOfStream);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        if (mayPass(ctx, streamId)) {
            netty.onHeadersRead(ctx, streamId, headers, padding, endOfStream);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int streamDependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        if (mayPass(ctx, streamId)) {
            // Without the priority, which nothing here obeys (RFC 9113 section 5.3.2).
            codec.session().prioritised(streamId, streamDependency, weight, exclusive);
            netty.onHeadersRead(ctx, streamId, headers, padding, endOfStream);
        }
    }

    private boolean mayPass(ChannelHandlerContext ctx, int streamId) throws Http2Exception {
        io.netty.handler.codec.http2.Http2Stream stream = codec.connection().stream(streamId);
        if (stream != null) {
            if (stream.state() == State.HALF_CLOSED_REMOTE) {
                // Netty takes it for a second trailer section, which is another error.
                throw Http2Exception.streamError(
                        streamId, Http2Error.STREAM_CLOSED, "a section behind the end (RFC 9113 section 5.1)");
            }
            return true;
        }
        if (refused(streamId) || wasReset(streamId)) {
            return false;
        }
        if (!peer().isValidStreamId(streamId)) {
            return true;
        }
        if (!codec.connection().isServer()) {
            if (!peer().mayHaveCreatedStream(streamId)) {
                // Netty would open a stream for a response that nobody asked for.
                throw Http2Exception.connectionError(
                        Http2Error.PROTOCOL_ERROR, "a server opened a stream (RFC 9113 section 5.1.1)");
            }
            return true;
        }
        if (streamId <= highest) {
            if (skipped.contains(streamId)) {
                // Netty cannot tell a stream that was skipped from one that has ended.
                throw Http2Exception.connectionError(
                        Http2Error.PROTOCOL_ERROR, "a stream that was skipped (RFC 9113 section 5.1.1)");
            }
            return true;
        }
        skipped.between(highest, streamId);
        highest = streamId;
        if (!peer().canOpenStream()) {
            codec.refuse(ctx, streamId, Http2Error.REFUSED_STREAM);
            flood.reset();
            return false;
        }
        return true;
    }

    @Override
    public void onPriorityRead(
            ChannelHandlerContext ctx, int streamId, int streamDependency, short weight, boolean exclusive)
            throws Http2Exception {
        flood.control();
        netty.onPriorityRead(ctx, streamId, streamDependency, weight, exclusive);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) throws Http2Exception {
        flood.reset();
        if (!refused(streamId)) {
            netty.onRstStreamRead(ctx, streamId, errorCode);
        }
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
        flood.control();
        netty.onSettingsAckRead(ctx);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
        flood.acknowledged(ctx);
        try {
            netty.onSettingsRead(ctx, settings);
        } catch (Http2Exception failure) {
            if (Http2Exception.isStreamError(failure)) {
                // Netty takes the overflow of one stream's window for an error of that stream.
                throw Http2Exception.connectionError(
                        Http2Error.FLOW_CONTROL_ERROR, "a window beyond 2^31-1 (RFC 9113 section 6.9.2)");
            }
            throw failure;
        }
    }

    @Override
    public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        flood.acknowledged(ctx);
        netty.onPingRead(ctx, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        flood.control();
        netty.onPingAckRead(ctx, data);
    }

    @Override
    public void onPushPromiseRead(
            ChannelHandlerContext ctx, int streamId, int promisedStreamId, Http2Headers headers, int padding)
            throws Http2Exception {
        io.netty.handler.codec.http2.Http2Stream parent = codec.connection().stream(streamId);
        boolean gone =
                parent == null ? codec.connection().local().mayHaveCreatedStream(streamId) : parent.isResetSent();
        if (gone && peer().isValidStreamId(promisedStreamId) && promisedStreamId > highest) {
            // Netty would end the parent, once more, and know nothing of the promise (RFC 9113 section 6.6).
            highest = promisedStreamId;
            codec.refuse(ctx, promisedStreamId, Http2Error.CANCEL);
            return;
        }
        highest = Math.max(highest, promisedStreamId);
        netty.onPushPromiseRead(ctx, streamId, promisedStreamId, headers, padding);
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData)
            throws Http2Exception {
        flood.control();
        netty.onGoAwayRead(ctx, lastStreamId, errorCode, debugData);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int windowSizeIncrement)
            throws Http2Exception {
        if (!refused(streamId)) {
            netty.onWindowUpdateRead(ctx, streamId, windowSizeIncrement);
        }
    }

    @Override
    public void onUnknownFrame(
            ChannelHandlerContext ctx, byte frameType, int streamId, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        flood.control();
        netty.onUnknownFrame(ctx, frameType, streamId, flags, payload);
    }
}
