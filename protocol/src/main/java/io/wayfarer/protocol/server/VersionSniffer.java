/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.tls.Alpn;

/**
 * Finds out the version that a client speaks, by ALPN if it agreed upon one, otherwise by whether it begins as every
 * HTTP/2 connection does (RFC 9113 section 3.4), which no request of HTTP/1 can. Then it gives the channel and all its
 * octets to the connection.
 */
final class VersionSniffer extends ByteToMessageDecoder {

    /** The beginning of the preface. Its rest is checked by the connection. */
    private static final byte[] PREFACE = {
        'P', 'R', 'I', ' ', '*', ' ', 'H', 'T', 'T', 'P', '/', '2', '.', '0', '\r', '\n'
    };

    private final Arrival arrival;

    VersionSniffer(Arrival arrival) {
        this.arrival = arrival;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                arrival.failed(handshake.cause());
                return;
            }
            ProtocolVersion agreed = Alpn.agreed(ctx.pipeline().get(SslHandler.class));
            if (agreed != null) {
                begin(ctx, agreed == ProtocolVersion.HTTP_2);
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        Boolean preface = startsWithPreface(in);
        if (preface != null) {
            begin(ctx, preface);
        }
    }

    /** Null while it is not known. */
    private static @Nullable Boolean startsWithPreface(ByteBuf in) {
        int length = Math.min(in.readableBytes(), PREFACE.length);
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != PREFACE[i]) {
                return false;
            }
        }
        return length == PREFACE.length ? true : null;
    }

    private void begin(ChannelHandlerContext ctx, boolean http2) {
        if (arrival.speaks(http2)) {
            ctx.pipeline().remove(this); // and with that, what has come goes to the connection's handler
        } else {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        arrival.failed(cause);
    }
}
