/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Counts connections, and takes no new ones from the system while there are too many or the listener pauses; they wait in
 * the backlog. Stands first in the pipeline of the listening socket and lives on its event loop.
 */
final class AcceptGate extends ChannelInboundHandlerAdapter {

    private static final long REST_SECONDS = 1;

    private final ListenerSettings settings;
    private volatile @Nullable Channel listening;
    private int connections;
    private boolean paused;
    private boolean resting;

    AcceptGate(ListenerSettings settings) {
        this.settings = settings;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        listening = ctx.channel();
    }

    Channel listening() {
        return Objects.requireNonNull(listening);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        count((Channel) accepted);
        ctx.fireChannelRead(accepted);
    }

    /** Counts a connection until it closes. On the event loop. */
    void count(Channel accepted) {
        connections++;
        decide();
        accepted.closeFuture()
                .addListener(closed -> onLoop(() -> {
                    connections--;
                    decide();
                }));
    }

    void pause(boolean wanted) {
        onLoop(() -> {
            paused = wanted;
            decide();
        });
    }

    void onLoop(Runnable work) {
        EventLoop loop = listening().eventLoop();
        if (loop.inEventLoop()) {
            work.run();
        } else if (!loop.isShuttingDown()) {
            loop.execute(work);
        }
    }

    private void decide() {
        boolean open = !paused && !resting && connections < settings.maxConnections;
        ChannelConfig config = listening().config();
        if (config.isAutoRead() != open) {
            config.setAutoRead(open);
        }
    }

    /** Not passed on: Netty's own handler would open the gate again. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        resting = true;
        decide();
        ctx.executor()
                .schedule(
                        () -> {
                            resting = false;
                            decide();
                        },
                        REST_SECONDS,
                        TimeUnit.SECONDS);
        settings.tell(new ListenerFailure(ListenerFailure.Phase.ACCEPT, ctx.channel(), null, cause));
    }
}
