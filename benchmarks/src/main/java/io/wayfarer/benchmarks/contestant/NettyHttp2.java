/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Netty's codec of frames, one connection for all, without a channel for each stream: the cheapest way that Netty has. What is
 * asked on another thread goes to the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes its connection, and exchanges fail by that
final class NettyHttp2 implements Exchange {

    private final URI url;
    private final byte[] body;
    private final EventLoop loop = EventLoops.one();
    private final Streams streams = new Streams();
    private final ChannelFuture connection;

    NettyHttp2(Call call) {
        url = URI.create(call.url());
        body = call.body().orElse(new byte[0]);
        connection = NettyClient.bootstrap(loop)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(Http2FrameCodecBuilder.forClient().build(), streams);
                    }
                })
                .connect(url.getHost(), url.getPort());
    }

    @Override
    public void start(Reply reply) {
        if (loop.inEventLoop()) {
            ask(connection.channel(), reply);
        } else {
            connection.addListener(connected -> {
                if (connected.isSuccess()) {
                    ask(connection.channel(), reply);
                } else {
                    reply.failed(connected.cause());
                }
            });
        }
    }

    private void ask(Channel channel, Reply reply) {
        Http2FrameStream stream = streams.newStream();
        streams.pending.put(stream, new Pending(reply));
        Http2Headers head = new DefaultHttp2Headers()
                .method(body.length == 0 ? "GET" : "POST")
                .scheme("http")
                .authority(url.getRawAuthority())
                .path(url.getRawPath())
                .set(HttpHeaderNames.USER_AGENT, "Netty")
                .set(HttpHeaderNames.ACCEPT, "*/*");
        if (body.length > 0) {
            head.set(HttpHeaderNames.CONTENT_TYPE, "application/octet-stream");
            channel.write(new DefaultHttp2HeadersFrame(head, false).stream(stream));
            channel.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true).stream(stream));
        } else {
            channel.writeAndFlush(new DefaultHttp2HeadersFrame(head, true).stream(stream));
        }
    }

    private static final class Pending {

        private final Reply reply;
        private int status;
        private long bodyBytes;

        Pending(Reply reply) {
            this.reply = reply;
        }
    }

    private static final class Streams extends Http2ChannelDuplexHandler {

        private final Map<Http2FrameStream, Pending> pending = new HashMap<>();
        private String farewell = "";

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                if (message instanceof Http2StreamFrame frame && frame.stream() != null) {
                    read(context, frame);
                } else if (message instanceof Http2GoAwayFrame goAway) {
                    farewell = goAway.content().toString(StandardCharsets.UTF_8);
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        private void read(ChannelHandlerContext context, Http2StreamFrame frame) {
            Pending exchange = pending.get(frame.stream());
            if (exchange == null) {
                return;
            }
            boolean end = false;
            if (frame instanceof Http2HeadersFrame headers) {
                exchange.status = Integer.parseInt(headers.headers().status().toString());
                end = headers.isEndStream();
            } else if (frame instanceof Http2DataFrame data) {
                exchange.bodyBytes += data.content().readableBytes();
                context.write(
                        new DefaultHttp2WindowUpdateFrame(data.initialFlowControlledBytes()).stream(frame.stream()));
                end = data.isEndStream();
            } else if (frame instanceof Http2ResetFrame reset) {
                pending.remove(frame.stream());
                exchange.reply.failed(new IllegalStateException("reset: " + reset.errorCode()));
            }
            if (end) {
                pending.remove(frame.stream());
                exchange.reply.answered(exchange.status, exchange.bodyBytes);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            failAll(new IllegalStateException("the server has closed the connection: " + farewell));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            context.close();
            failAll(failure);
        }

        private void failAll(Throwable failure) {
            List<Pending> lost = List.copyOf(pending.values());
            pending.clear();
            lost.forEach(exchange -> exchange.reply.failed(failure));
        }
    }
}
