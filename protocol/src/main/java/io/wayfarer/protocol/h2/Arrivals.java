/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.frame.FrameType;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.section.FieldSection;

/** Hears what frames the peer sends, and tells the streams and the session. On the event loop only. */
final class Arrivals extends Http2FrameAdapter {

    private final Http2Connection connection;
    private final Http2Codec codec;
    private final Session session;

    Arrivals(Http2Connection connection, Http2Codec codec, Session session) {
        this.connection = connection;
        this.codec = codec;
        this.session = session;
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext ctx) {
        session.acknowledgements().received();
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, io.netty.handler.codec.http2.Http2Settings settings) {
        session.told(settings);
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
        FieldSection fields = ((InboundHeaders) headers).section();
        io.netty.handler.codec.http2.Http2Stream wire = codec.connection().stream(streamId);
        Http2Stream stream = session.streamOf(wire);
        session.silence().heard(stream);
        if (stream == null) {
            if (wire != null) {
                request(wire, fields, endOfStream);
            }
        } else if (stream.inbox().headReceived()) {
            check(streamId, fields.malformedTrailers());
            check(streamId, received(stream, 0, endOfStream));
            stream.inbox().trailers(fields.list());
        } else {
            response(stream, fields, endOfStream);
        }
    }

    private void request(io.netty.handler.codec.http2.Http2Stream wire, FieldSection fields, boolean end)
            throws Http2Exception {
        HeaderList list = fields.list();
        check(wire.id(), fields.malformedRequest(list, connection.settings().connectProtocol()));
        Http2Stream stream = new Http2Stream(connection, codec, null, null);
        stream.inbox().finalHeadReceived(0, fields.contentLength());
        check(wire.id(), received(stream, 0, end));
        wire.setProperty(session.key(), stream);
        stream.bind(wire);
        session.silence().heard(stream);
        stream.inbox().head(list);
        if (end) {
            stream.inbox().end(); // Netty made the stream half closed from the first, and tells nothing later
        }
        if (!session.incoming().add(stream)) {
            stream.reset(Http2Error.REFUSED_STREAM);
        }
    }

    private void response(Http2Stream stream, FieldSection fields, boolean end) throws Http2Exception {
        HeaderList list = fields.list();
        int status = list.status();
        check(stream.id(), fields.malformedResponse(status));
        if (status < 200) {
            check(stream.id(), end ? "an interim response that ends the stream (RFC 9113 section 8.1)" : null);
            check(stream.id(), stream.inbox().interimReceived());
        } else {
            stream.inbox().finalHeadReceived(status, fields.contentLength());
            check(stream.id(), end ? received(stream, 0, true) : null);
        }
        stream.inbox().head(list);
    }

    private static @Nullable String received(Http2Stream stream, int octets, boolean end) {
        if (end) {
            stream.inbox().noteEnd();
        }
        return stream.inbox().receivedContent(octets, end);
    }

    private static void check(int streamId, @Nullable String malformed) throws Http2Exception {
        if (malformed != null) {
            throw Http2Exception.streamError(
                    streamId, io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR, "%s", malformed);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream)
            throws Http2Exception {
        int octets = data.readableBytes();
        Http2Stream stream = session.streamOf(codec.connection().stream(streamId));
        if (stream == null) {
            return octets + padding;
        }
        session.silence().heard(stream);
        check(streamId, stream.inbox().headReceived() ? null : "content before the head (RFC 9113 section 8.1)");
        check(streamId, received(stream, octets, endOfStream));
        if (octets == 0) {
            return padding;
        }
        boolean taken = stream.inbox().content(data.retain());
        return taken && !stream.windowIsManual() ? octets + padding : padding;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) {
        Http2Stream stream = session.streamOf(codec.connection().stream(streamId));
        if (stream != null) {
            stream.failure(new StreamResetException(Http2Error.of(errorCode), true));
        }
    }

    @Override
    public void onPriorityRead(
            ChannelHandlerContext ctx, int streamId, int streamDependency, short weight, boolean exclusive) {
        session.prioritised(streamId, streamDependency, weight, exclusive);
    }

    @Override
    public void onPushPromiseRead(
            ChannelHandlerContext ctx, int streamId, int promisedStreamId, Http2Headers headers, int padding)
            throws Http2Exception {
        io.netty.handler.codec.http2.Http2Stream wire = codec.connection().stream(promisedStreamId);
        Http2Stream parent = session.streamOf(codec.connection().stream(streamId));
        if (wire == null || parent == null) {
            return;
        }
        FieldSection fields = ((InboundHeaders) headers).section();
        HeaderList request = fields.list();
        check(promisedStreamId, fields.malformedRequest(request, false));
        check(promisedStreamId, fields.malformedPromise(request, parent.sentRequest()));
        Http2Stream promised = new Http2Stream(connection, codec, parent, request);
        wire.setProperty(session.key(), promised);
        promised.bind(wire);
        if (!session.incoming().wanted() || !session.incoming().add(promised)) {
            promised.reset(Http2Error.REFUSED_STREAM);
        }
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData) {
        session.goAway(lastStreamId, Http2Error.of(errorCode));
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int windowSizeIncrement) {
        Http2Stream stream = session.streamOf(codec.connection().stream(streamId));
        if (streamId == 0 || stream != null) {
            session.silence().granted(stream);
        }
    }

    @Override
    public void onUnknownFrame(
            ChannelHandlerContext ctx, byte frameType, int streamId, Http2Flags flags, ByteBuf payload) {
        if (frameType == FrameType.ALTSVC) {
            session.alternatives(streamId, payload);
        }
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) {
        session.pings().answered(data);
    }
}
