/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** Gives the channel away to what is spoken next, once no exchange is under way. On the event loop only. */
final class Handover {

    private final Http1Handler handler;
    private @Nullable Runnable awaiting;

    Handover(Http1Handler handler) {
        this.handler = handler;
    }

    /**
     * Runs something once no stream is under way, which is now or as soon as a head that ended HTTP has been written.
     *
     * @return false when another stream is under way
     */
    boolean whenFree(Runnable work) {
        if (handler.streams.isEmpty()) {
            work.run();
            return true;
        }
        if (handler.streams.size() == 1 && handler.switched && awaiting == null) {
            awaiting = work;
            return true;
        }
        return false;
    }

    /** The stream that ended HTTP on this channel has left. */
    void freed() {
        Runnable work = awaiting;
        awaiting = null;
        if (work != null) {
            work.run();
        }
    }

    /** Leaves the pipeline; what was not read is fired to the handlers behind. */
    void leave(Runnable prepare) {
        ByteBuf rest = handler.reader.takeRest();
        handler.ended = true;
        handler.watch.stop();
        // A place is kept while the next owner puts its handlers in, which may be those of another HTTP connection.
        ChannelHandler place = new ChannelInboundHandlerAdapter();
        ChannelPipeline pipeline = handler.context().pipeline();
        pipeline.replace(handler, null, place);
        prepare.run();
        if (handler.intake.paused()) {
            pipeline.channel().config().setAutoRead(true);
        }
        ChannelHandlerContext here = pipeline.context(place);
        if (here == null) {
            ReferenceCountUtil.release(rest);
            return;
        }
        if (rest != null) {
            here.fireChannelRead(rest).fireChannelReadComplete();
        }
        here.pipeline().remove(place);
    }
}
