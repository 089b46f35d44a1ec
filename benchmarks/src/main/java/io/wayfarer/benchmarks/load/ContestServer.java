/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetSocketAddress;
import java.util.Map;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * The server everybody is measured against: Netty's request decoder and answers encoded beforehand, on one event loop,
 * so that it costs next to nothing and the same for all. Listens on loopback.
 */
final class ContestServer implements AutoCloseable {

    static final String SMALL_PATH = "/small";
    static final int SMALL_BYTES = 200;
    static final String LARGE_PATH = "/large";
    static final int LARGE_BYTES = 1 << 20;
    static final String POST_PATH = "/post";
    static final int POST_BYTES = 1 << 10;
    static final String REDIRECT_PATH = "/redirect/";

    private static final Map<String, ByteBuf> ANSWERS = Map.of(
            SMALL_PATH,
            ok(SMALL_BYTES),
            LARGE_PATH,
            ok(LARGE_BYTES),
            POST_PATH,
            ok(SMALL_BYTES),
            REDIRECT_PATH + 3,
            found(REDIRECT_PATH + 2),
            REDIRECT_PATH + 2,
            found(REDIRECT_PATH + 1),
            REDIRECT_PATH + 1,
            found(SMALL_PATH));
    private static final ByteBuf NOT_FOUND = encoded("404 Not Found", "", 0);
    private static final ByteBuf WRONG_LENGTH = encoded("400 Bad Request", "", 0);

    private final EventLoopGroup loop;
    private final Channel listener;

    ContestServer() {
        boolean epoll = Epoll.isAvailable();
        loop = new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        listener = new ServerBootstrap()
                .group(loop)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpRequestDecoder(), new Answerer());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        loop.shutdownGracefully().syncUninterruptibly();
    }

    private static ByteBuf ok(int bodyBytes) {
        return encoded("200 OK", "Content-Type: application/octet-stream\r\n", bodyBytes);
    }

    private static ByteBuf found(String location) {
        return encoded("302 Found", "Location: " + location + "\r\n", 0);
    }

    private static ByteBuf encoded(String status, String fields, int bodyBytes) {
        String head = "HTTP/1.1 " + status + "\r\nServer: contest\r\nDate: Sat, 21 Nov 2026 10:00:00 GMT\r\n" + fields
                + "Content-Length: " + bodyBytes + "\r\n\r\n";
        ByteBuf bytes = Unpooled.directBuffer(head.length() + bodyBytes);
        bytes.writeBytes(head.getBytes(US_ASCII)).writeZero(bodyBytes);
        return Unpooled.unreleasableBuffer(bytes.asReadOnly());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes its connection, and the client notices
    private static final class Answerer extends ChannelInboundHandlerAdapter {

        private String path = "";
        private int received;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                if (message instanceof HttpRequest request) {
                    path = request.uri();
                    received = 0;
                }
                if (message instanceof HttpContent content) {
                    received += content.content().readableBytes();
                }
                if (message instanceof LastHttpContent) {
                    context.writeAndFlush(answer().duplicate());
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        private ByteBuf answer() {
            if (received != (path.equals(POST_PATH) ? POST_BYTES : 0)) {
                return WRONG_LENGTH;
            }
            return ANSWERS.getOrDefault(path, NOT_FOUND);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            context.close();
        }
    }
}
