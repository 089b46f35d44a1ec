/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http3.DefaultHttp3SettingsFrame;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3GoAwayFrame;
import io.netty.handler.codec.http3.Http3Settings;
import io.netty.handler.codec.http3.Http3SettingsFrame;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamLimitChangedEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.ConnectionSettings;

/** What concerns the connection as a whole: the handler of its channel, and the one of the server's control stream. */
final class ConnectionHandler extends ChannelInitializer<QuicChannel> {

    private final ConnectionSettings bounds;
    private @Nullable Http3Connection connection;

    /** Known from the control stream before there is a connection. */
    private @Nullable Http3SettingsFrame settings;

    private long goneAway = -1;

    ConnectionHandler(ConnectionSettings bounds) {
        this.bounds = bounds;
    }

    @Override
    protected void initChannel(QuicChannel channel) {
        Http3Settings own = new Http3Settings()
                .maxFieldSectionSize(bounds.maxHeaderBytes())
                .qpackMaxTableCapacity(0)
                .qpackBlockedStreams(0);
        channel.pipeline()
                .addLast(new Http3ClientConnectionHandler(
                        new Control(), null, null, new DefaultHttp3SettingsFrame(own), true))
                .addLast(new Limits());
    }

    /** The handshake is done. */
    Http3Connection connected(QuicChannel channel) {
        Http3Connection made = new Http3Connection(channel, bounds);
        connection = made;
        Http3SettingsFrame known = settings;
        if (known != null) {
            made.limited(known.settings().maxFieldSectionSize());
        }
        if (goneAway >= 0) {
            made.goAway(goneAway);
        }
        return made;
    }

    private final class Limits extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            Http3Connection made = connection;
            if (event instanceof QuicStreamLimitChangedEvent && made != null) {
                made.moreStreams();
            }
            context.fireUserEventTriggered(event);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close(); // the streams hear of it by the end of their channels
        }
    }

    @ChannelHandler.Sharable
    private final class Control extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) {
            Http3Connection made = connection;
            if (frame instanceof Http3SettingsFrame told) {
                settings = told;
                if (made != null) {
                    made.limited(told.settings().maxFieldSectionSize());
                }
            } else if (frame instanceof Http3GoAwayFrame told) {
                goneAway = told.id();
                if (made != null) {
                    made.goAway(goneAway);
                }
            }
            ReferenceCountUtil.release(frame);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.channel().parent().close();
        }
    }
}
