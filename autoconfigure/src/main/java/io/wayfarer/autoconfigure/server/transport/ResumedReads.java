/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.server.HttpServer;

/**
 * Keeps a kept-alive connection being read.
 *
 * <p>A request that comes before the server has finished with the one before it, pipelined or merely early, is queued. Up to
 * version 1.3.7 Reactor Netty does not read on when such a request is answered at once: the connection stands still, and the
 * next request on it is never answered (reactor-netty#4361, and #4347 for the cause). Here every connection that has no
 * exchange is asked to read once more, after Reactor Netty has had its turn; where it reads already, that changes nothing.
 */
public final class ResumedReads implements NettyServerCustomizer {

    @Override
    public HttpServer apply(HttpServer server) {
        return server.childObserve(ResumedReads::changed);
    }

    private static void changed(Connection connection, ConnectionObserver.State state) {
        if (state == ConnectionObserver.State.DISCONNECTING) {
            Channel channel = connection.channel();
            // Streams of HTTP/2 have a connection below them that is always read.
            if (channel.isActive() && channel.parent() instanceof ServerChannel) {
                channel.eventLoop().execute(() -> resume(channel));
            }
        }
    }

    private static void resume(Channel channel) {
        if (ChannelOperations.get(channel) == null) {
            channel.read();
        }
    }
}
