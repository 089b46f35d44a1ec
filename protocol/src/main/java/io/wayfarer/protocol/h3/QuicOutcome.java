/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import java.nio.channels.ClosedChannelException;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import reactor.core.publisher.MonoSink;

import io.wayfarer.protocol.connection.ConnectionObserver;
import io.wayfarer.protocol.connection.HttpConnection;

/**
 * What comes of the opening of a connection, told once. At the end of the socket's pipeline it hears what the network says of the
 * port, which is nobody's concern once there is a connection. On the event loop.
 */
final class QuicOutcome extends ChannelInboundHandlerAdapter implements ConnectionObserver {

    private final MonoSink<Http3Connection> sink;
    private boolean told;

    QuicOutcome(MonoSink<Http3Connection> sink) {
        this.sink = sink;
    }

    /** The server says only behind the handshake how many streams it takes; until then it looks as if that were none. */
    void connected(Http3Connection made) {
        if (made.availableStreams() > 0) {
            onAvailable(made);
        } else {
            made.observe(this);
        }
    }

    void failed(Throwable reason) {
        if (!told) {
            told = true;
            sink.error(reason);
        }
    }

    /** Nobody waits any more. */
    void abandoned() {
        told = true;
    }

    @Override
    public void onAvailable(HttpConnection made) {
        if (!told) {
            told = true;
            sink.success((Http3Connection) made);
        }
    }

    @Override
    public void onClosed(HttpConnection made) {
        failed(new ClosedChannelException());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!told) {
            failed(cause);
            context.close();
        }
    }
}
