/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.server;

import java.util.List;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;

/** Tells HTTP/2 with prior knowledge from HTTP/1 by the first octets of the preface, and makes the pipeline for it. */
final class PrefaceSniffer extends ByteToMessageDecoder {

    private final Consumer<ChannelPipeline> http1;
    private final Consumer<ChannelPipeline> http2;

    PrefaceSniffer(Consumer<ChannelPipeline> http1, Consumer<ChannelPipeline> http2) {
        this.http1 = http1;
        this.http2 = http2;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (in.readableBytes() >= 3) {
            boolean preface = in.getMedium(in.readerIndex()) == ('P' << 16 | 'R' << 8 | 'I');
            (preface ? http2 : http1).accept(context.pipeline());
            context.pipeline().remove(this);
        }
    }
}
