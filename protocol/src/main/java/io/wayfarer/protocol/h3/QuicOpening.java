/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLEngine;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
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
 * @param heard runs on the event loop when the first datagram of a server comes
 */
public record QuicOpening(LoopResources loops, ConnectionSettings bounds, QuicTls tls, Duration limit, Runnable heard) {

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
        Mono<Http3Connection> opened = Mono.create(sink -> {
            QuicOutcome outcome = new QuicOutcome(sink);
            AtomicReference<SSLEngine> engine = new AtomicReference<>();
            ChannelHandler codec = Http3.newQuicClientCodecBuilder()
                    .sslEngineProvider(channel -> {
                        QuicSslEngine made = tls.newEngine(channel.alloc(), host, port);
                        engine.set(made);
                        return made;
                    })
                    .maxIdleTimeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .initialMaxData(CONNECTION_WINDOW)
                    .initialMaxStreamDataBidirectionalLocal(STREAM_WINDOW)
                    .activeMigration(false)
                    // Certificates are checked by Java, which may read files for it.
                    .sslTaskExecutor(task -> Schedulers.boundedElastic().schedule(task))
                    .build();
            // Connected, so that the network can tell that nobody listens there.
            ChannelFuture socket = new Bootstrap()
                    .group(loop)
                    .channelFactory(() -> loops.onChannel(DatagramChannel.class, loop))
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(new FirstDatagram(heard), codec, outcome);
                        }
                    })
                    .connect(remote, local);
            sink.onCancel(() -> loop.execute(() -> {
                outcome.abandoned();
                socket.channel().close();
            }));
            socket.addListener(done -> {
                if (done.isSuccess()) {
                    connect(socket.channel(), remote, engine, outcome);
                } else {
                    outcome.failed(done.cause());
                }
            });
        });
        return opened.timeout(
                limit,
                Mono.error(() -> new ConnectTimeoutException("no stream within " + limit)),
                Schedulers.fromExecutorService(loop));
    }

    private void connect(
            Channel socket, InetSocketAddress remote, AtomicReference<SSLEngine> engine, QuicOutcome outcome) {
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
                        outcome.connected(handler.connected(channel));
                    } else {
                        socket.close();
                        outcome.failed(tls.reason(engine.get(), TlsAlert.told(done.cause())));
                    }
                });
    }
}
