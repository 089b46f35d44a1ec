/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.tls.QuicTls;

/**
 * Opens connections over QUIC, each with a UDP socket of its own.
 *
 * @param loops makes the sockets
 * @param bounds of the connections
 * @param limit of the handshake
 */
public record QuicOpening(LoopResources loops, ConnectionSettings bounds, QuicTls tls, Duration limit) {

    /** What may be on its way to a stream that nobody reads, beyond what {@link ConnectionSettings#maxQueuedBytes} keeps. */
    private static final int STREAM_WINDOW = 256 * 1024;

    private static final int CONNECTION_WINDOW = 8 * 1024 * 1024;

    /** Streams have limits of their own; this one is for connections that nobody uses. A server may have a shorter one. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    /**
     * @param local null for any
     * @param host whom the connection is for, without brackets
     * @return cancelling ends the attempt
     */
    public Mono<Http3Connection> open(
            InetSocketAddress remote, @Nullable SocketAddress local, String host, int port, EventLoop loop) {
        return Mono.create(sink -> {
            ChannelHandler codec = Http3.newQuicClientCodecBuilder()
                    .sslEngineProvider(channel -> tls.newEngine(channel.alloc(), host, port))
                    .maxIdleTimeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .initialMaxData(CONNECTION_WINDOW)
                    .initialMaxStreamDataBidirectionalLocal(STREAM_WINDOW)
                    .activeMigration(false)
                    // Certificates are checked by Java, which may read files for it.
                    .sslTaskExecutor(task -> Schedulers.boundedElastic().schedule(task))
                    .build();
            ChannelFuture bound = new Bootstrap()
                    .group(loop)
                    .channelFactory(() -> loops.onChannel(DatagramChannel.class, loop))
                    .handler(codec)
                    .bind(local == null ? new InetSocketAddress(0) : local);
            sink.onCancel(bound.channel()::close);
            bound.addListener(done -> {
                if (done.isSuccess()) {
                    connect(bound.channel(), remote, sink);
                } else {
                    sink.error(done.cause());
                }
            });
        });
    }

    private void connect(Channel socket, InetSocketAddress remote, MonoSink<Http3Connection> sink) {
        ConnectionHandler handler = new ConnectionHandler(bounds);
        QuicChannel.newBootstrap(socket)
                .handler(handler)
                .streamHandler(new ChannelInboundHandlerAdapter())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limit.toMillis())
                .remoteAddress(remote)
                .connect()
                .addListener((Future<QuicChannel> done) -> {
                    if (done.isSuccess()) {
                        QuicChannel channel = done.getNow();
                        channel.closeFuture().addListener(closed -> socket.close());
                        sink.success(handler.connected(channel));
                    } else {
                        socket.close();
                        sink.error(done.cause());
                    }
                });
    }
}
