/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.ProtocolVersion;

/** What both ends of one TLS connection over loopback have agreed upon. */
record Handshake(
        String protocol,
        String suite,
        @Nullable ProtocolVersion agreed,
        @Nullable ProtocolVersion agreedByServer,
        List<String> namesSent) {

    /** Connects for a host and makes the handshake; throws what made it fail at the client. */
    static Handshake between(ClientTls client, ServerTls server, String host) throws Exception {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            CompletableFuture<SslHandler> atServer = new CompletableFuture<>();
            Channel listener = new ServerBootstrap()
                    .group(loop)
                    .channel(NioServerSocketChannel.class)
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            SslHandler tls = server.newHandler(channel.alloc());
                            channel.pipeline().addLast(tls);
                            tls.handshakeFuture().addListener(done -> atServer.complete(tls));
                        }
                    })
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .sync()
                    .channel();
            CompletableFuture<SslHandler> atClient = new CompletableFuture<>();
            new Bootstrap()
                    .group(loop)
                    .channel(NioSocketChannel.class)
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            SslHandler tls = client.newHandler(channel.alloc(), host, 443);
                            channel.pipeline().addLast(tls);
                            tls.handshakeFuture().addListener(done -> {
                                if (done.isSuccess()) {
                                    atClient.complete(tls);
                                } else {
                                    atClient.completeExceptionally(done.cause());
                                }
                            });
                        }
                    })
                    .connect(listener.localAddress())
                    .sync();
            SslHandler ours = get(atClient);
            SslHandler theirs = get(atServer);
            ExtendedSSLSession session = (ExtendedSSLSession) theirs.engine().getSession();
            return new Handshake(
                    ours.engine().getSession().getProtocol(),
                    ours.engine().getSession().getCipherSuite(),
                    Alpn.agreed(ours),
                    Alpn.agreed(theirs),
                    session.getRequestedServerNames().stream()
                            .map(name -> ((SNIHostName) name).getAsciiName())
                            .toList());
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private static SslHandler get(CompletableFuture<SslHandler> handshake) throws Exception {
        try {
            return handshake.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw (Exception) failed.getCause();
        }
    }
}
