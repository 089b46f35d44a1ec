/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.function.Consumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

import io.wayfarer.protocol.connection.ConnectionSettings;

/** Both ends of HTTP/2 connections over loopback sockets, for one test. */
final class Loopback implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

    private final Channel listener;
    private final TransferQueue<Http2Connection> accepted = new LinkedTransferQueue<>();
    private final java.util.List<Channel> channels = new java.util.concurrent.CopyOnWriteArrayList<>();

    private Loopback(
            ConnectionSettings bounds, Http2Settings settings, Http2Limits limits, Consumer<Http2Connection> app) {
        this.listener = new ServerBootstrap()
                .group(LOOPS)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channels.add(channel);
                        Http2Connection connection = Http2Connection.server(channel, bounds, settings, limits);
                        app.accept(connection);
                        accepted.add(connection);
                    }
                })
                .bind(loopback(0))
                .syncUninterruptibly()
                .channel();
    }

    /** A server that does this with each connection. */
    static Loopback server(Consumer<Http2Connection> app) {
        return server(ConnectionSettings.defaults(), Http2Settings.defaults(), Http2Limits.defaults(), app);
    }

    static Loopback server(
            ConnectionSettings bounds, Http2Settings settings, Http2Limits limits, Consumer<Http2Connection> app) {
        return new Loopback(bounds, settings, limits, app);
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    Http2Connection client() {
        return client(ConnectionSettings.defaults(), Http2Settings.defaults(), Http2Limits.defaults());
    }

    Http2Connection client(Http2Settings settings) {
        return client(ConnectionSettings.defaults(), settings, Http2Limits.defaults());
    }

    Http2Connection client(ConnectionSettings bounds, Http2Settings settings, Http2Limits limits) {
        return Http2Connection.client(connect(port()), bounds, settings, limits);
    }

    /** The server's end of the next connection. */
    Http2Connection accepted() {
        try {
            Http2Connection connection = accepted.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (connection == null) {
                throw new AssertionError("no connection came");
            }
            return connection;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    Channel connect(int port) {
        Channel channel = new Bootstrap()
                .group(LOOPS)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false) // until there is a handler to read
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel fresh) {}
                })
                .connect(loopback(port))
                .syncUninterruptibly()
                .channel();
        channels.add(channel);
        return channel;
    }

    static InetSocketAddress loopback(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        for (Channel channel : channels) {
            channel.close().syncUninterruptibly();
        }
    }
}
