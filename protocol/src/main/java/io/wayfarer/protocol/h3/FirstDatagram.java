/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Tells once that somebody answers, and leaves. */
final class FirstDatagram extends ChannelInboundHandlerAdapter {

    private final Runnable heard;

    FirstDatagram(Runnable heard) {
        this.heard = heard;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object datagram) {
        heard.run();
        context.pipeline().remove(this);
        context.fireChannelRead(datagram);
    }
}
