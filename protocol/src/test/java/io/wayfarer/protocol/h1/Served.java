/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;

/** A listening socket whose connections are servers' sides of HTTP/1. */
final class Served implements AutoCloseable {

    final List<Http1Connection> connections = new CopyOnWriteArrayList<>();
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listener;

    private Served(Consumer<Http1Connection> onConnection, ConnectionSettings settings, @Nullable LoopbackTls tls) {
        SslContext secure = tls == null ? null : tls.serverContext();
        this.listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (secure != null) {
                            channel.pipeline().addLast(secure.newHandler(channel.alloc()));
                        }
                        Http1Connection connection = Http1Connection.server(channel, settings);
                        connections.add(connection);
                        onConnection.accept(connection);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    /** Hands every stream to a handler as it comes. */
    static Served streams(Consumer<HttpStream> onStream) {
        return streams(ConnectionSettings.defaults(), onStream);
    }

    static Served streams(ConnectionSettings settings, Consumer<HttpStream> onStream) {
        return new Served(connection -> connection.incoming().subscribe(onStream), settings, null);
    }

    static Served overTls(LoopbackTls tls, Consumer<HttpStream> onStream) {
        return new Served(connection -> connection.incoming().subscribe(onStream), ConnectionSettings.defaults(), tls);
    }

    static Served connections(ConnectionSettings settings, Consumer<Http1Connection> onConnection) {
        return new Served(onConnection, settings, null);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Sends octets (ISO 8859-1), and reads until the server closes. */
    String say(String octets) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(address().getAddress(), address().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        for (Http1Connection connection : connections) {
            connection.channel().close().syncUninterruptibly();
        }
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
