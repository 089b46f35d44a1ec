/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.OptionalSslHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.h1.Http1Connection;
import io.wayfarer.protocol.h2.Http2Connection;
import io.wayfarer.protocol.tls.Http2Security;
import io.wayfarer.protocol.tls.ServerTls;

/** One accepted channel on its way to being a connection with a first request, within the set-up timeout. */
final class Arrival {

    private final HttpListener listener;
    private final ListenerSettings settings;
    private final Channel channel;
    private @Nullable Future<?> deadline;
    private volatile @Nullable HttpConnection connection;

    Arrival(HttpListener listener, ListenerSettings settings, Channel channel) {
        this.listener = listener;
        this.settings = settings;
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    /** Null before the version is known. */
    @Nullable
    HttpConnection connection() {
        return connection;
    }

    /** On the channel's event loop. */
    void begin() {
        if (!settings.setupTimeout.isZero()) {
            deadline =
                    channel.eventLoop().schedule(this::expire, settings.setupTimeout.toMillis(), TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> arrived());
        }
        ServerTls tls = settings.tls;
        if (tls == null && !(settings.speaksHttp1() && settings.speaksHttp2())) {
            speaks(settings.speaksHttp2());
            return;
        }
        ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
            pipeline.addLast(settings.plainBesideTls ? new TlsSniffer(tls) : tls.newHandler(channel.alloc()));
        }
        pipeline.addLast(new VersionSniffer(this));
        channel.config().setAutoRead(true);
    }

    /** Makes the connection; false when this version is not spoken here. */
    boolean speaks(boolean http2) {
        if (http2 ? !settings.speaksHttp2() : !settings.speaksHttp1()) {
            failed(new IllegalStateException((http2 ? "HTTP/2" : "HTTP/1") + " is not spoken here"));
            return false;
        }
        if (!http2) {
            channel.pipeline().addLast(new FlushConsolidationHandler()); // head and content, and answers to a pipeline
        }
        HttpConnection begun = http2
                ? Http2Connection.server(channel, settings.connection, settings.http2, settings.http2Limits)
                : Http1Connection.server(channel, settings.connection, settings.newestHttp1());
        String lacking = http2 ? Http2Security.lacking(begun.tls()) : null;
        if (lacking != null) {
            refuse((Http2Connection) begun, lacking);
            return true;
        }
        connection = begun;
        listener.connected(begun, this);
        return true;
    }

    /** Tells the client by a GOAWAY, behind which the connection closes. */
    private void refuse(Http2Connection begun, String lacking) {
        PeerProtocolException refusal = new PeerProtocolException(Http2Error.INADEQUATE_SECURITY, lacking, null);
        settings.tell(new ListenerFailure(ListenerFailure.Phase.SETUP, channel, null, refusal));
        begun.goAway(0, Http2Error.INADEQUATE_SECURITY, Unpooled.EMPTY_BUFFER)
                .subscribe(told -> {}, notTold -> channel.close());
    }

    /** The first request is here, or nobody waits for one any more. */
    void arrived() {
        Future<?> waiting = deadline;
        if (waiting != null) {
            deadline = null;
            waiting.cancel(false);
        }
    }

    void failed(Throwable cause) {
        settings.tell(new ListenerFailure(ListenerFailure.Phase.SETUP, channel, null, cause));
        channel.close();
    }

    private void expire() {
        if (deadline != null) {
            deadline = null;
            failed(new ReadTimeoutException("first request", settings.setupTimeout));
        }
    }

    /** Netty's, with handlers that come from our settings. */
    private static final class TlsSniffer extends OptionalSslHandler {

        private final ServerTls tls;

        TlsSniffer(ServerTls tls) {
            super(tls.context());
            this.tls = tls;
        }

        @Override
        protected SslHandler newSslHandler(ChannelHandlerContext ctx, SslContext context) {
            return tls.newHandler(ctx.alloc());
        }
    }
}
