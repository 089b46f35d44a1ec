/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.section.FieldSection;

/** The end of a stream's pipeline: hands what Netty's codec has read to the stream, if it is sound. */
final class StreamHandler extends ChannelInboundHandlerAdapter {

    private final Http3Stream stream;
    private final Http3Inbox inbox;

    StreamHandler(Http3Stream stream) {
        this.stream = stream;
        this.inbox = stream.inbox();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Http3HeadersFrame headers) {
            headers(headers.headers());
        } else if (message instanceof Http3DataFrame data) {
            content(data.content());
        } else {
            ReferenceCountUtil.release(message); // frames of unknown types are nobody's (RFC 9114 section 9)
        }
    }

    private void headers(Http3Headers headers) {
        stream.heard();
        int limit = stream.connection().bounds().maxHeaderFields();
        FieldSection section = new FieldSection(limit);
        headers.forEach(field ->
                section.field(field.getKey().toString(), field.getValue().toString(), false));
        if (section.tooMany()) {
            refuse(Http2Error.ENHANCE_YOUR_CALM, "more than " + limit + " header fields");
            return;
        }
        HeaderList list = section.list();
        if (inbox.headReceived()) {
            if (sound(section.malformedTrailers())) {
                inbox.trailers(list);
            }
            return;
        }
        int status = list.status();
        if (!sound(section.malformedResponse(status))) {
            return;
        }
        if (status >= 200) {
            inbox.finalHeadReceived(status, section.contentLength());
        } else if (!sound(inbox.interimReceived())) {
            return;
        }
        inbox.head(list);
    }

    private void content(ByteBuf content) {
        stream.heard();
        int octets = content.readableBytes();
        if (octets == 0 || inbox.sealed() || !sound(inbox.receivedContent(octets, false))) {
            content.release();
        } else {
            inbox.content(content);
        }
    }

    private void end() {
        if (!inbox.sealed()
                && sound(inbox.headReceived() ? null : "a stream that ends before the answer (RFC 9114 section 4.1)")
                && sound(inbox.receivedContent(0, true))) {
            stream.receivedEnd();
        }
    }

    private boolean sound(@Nullable String malformed) {
        if (malformed != null) {
            refuse(Http2Error.PROTOCOL_ERROR, malformed);
        }
        return malformed == null;
    }

    private void refuse(Http2Error error, String malformed) {
        stream.breakOff(error, new PeerProtocolException(error, malformed, null));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        stream.readOn();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        // The codec's own check comes behind this event, and takes no account of 304.
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            end();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof QuicStreamResetException reset) {
            stream.broken(new StreamResetException(ErrorCodes.told(reset.applicationProtocolCode()), true));
        } else if (cause instanceof Http3Exception wrong) {
            stream.broken(new PeerProtocolException(
                    ErrorCodes.of(wrong.errorCode()),
                    "the answer breaks a rule of HTTP/3: " + wrong.errorCode(),
                    wrong));
        } else {
            stream.broken(stream.connection().ended(stream, cause));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stream.broken(stream.connection().ended(stream, null));
    }
}
