/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.util.ReferenceCountUtil;

import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.error.StreamResetException;

/** The end of a stream's pipeline: hands what Netty's codec has read to the stream. */
final class StreamHandler extends ChannelInboundHandlerAdapter {

    private final Http3Stream stream;

    StreamHandler(Http3Stream stream) {
        this.stream = stream;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Http3HeadersFrame headers) {
            stream.received(headers.headers());
        } else if (message instanceof Http3DataFrame data) {
            stream.received(data.content());
        } else {
            ReferenceCountUtil.release(message); // frames of unknown types are nobody's (RFC 9114 section 9)
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        stream.readOn();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        // The codec's own check comes behind this event, and takes no account of 304.
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            stream.receivedEnd();
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
