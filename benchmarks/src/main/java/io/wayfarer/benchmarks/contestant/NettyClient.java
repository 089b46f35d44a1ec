/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

import java.net.URI;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** Netty's codecs alone: no pool, no policies; the octets of the body are counted. */
final class NettyClient implements Contestant {

    @Override
    public Exchange prepare(Call call) {
        return call.http2() ? new NettyHttp2(call) : new Http1(call);
    }

    @Override
    public String transport() {
        return EventLoops.ofReactorNetty();
    }

    /** Its connections end with the process. */
    @Override
    public void close() {}

    static Bootstrap bootstrap(EventLoop loop) {
        boolean epoll = EventLoops.ofReactorNetty().equals("epoll");
        return new Bootstrap().group(loop).channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class);
    }

    private static final class Http1 extends Conversations<Conversation> {

        private final URI url;
        private final byte[] body;

        Http1(Call call) {
            url = URI.create(call.url());
            body = call.body().orElse(new byte[0]);
        }

        @Override
        void open(EventLoop loop, Reply reply) {
            Conversation conversation = new Conversation(this);
            ChannelFuture connected = bootstrap(loop)
                    .handler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            channel.pipeline().addLast(new HttpClientCodec(), conversation);
                        }
                    })
                    .connect(url.getHost(), url.getPort());
            connected.addListener(done -> {
                if (done.isSuccess()) {
                    conversation.channel = connected.channel();
                    ask(conversation, reply);
                } else {
                    reply.failed(done.cause());
                }
            });
        }

        @Override
        void ask(Conversation conversation, Reply reply) {
            conversation.reply = reply;
            conversation.bodyBytes = 0;
            Channel channel = conversation.channel;
            if (channel != null) {
                channel.writeAndFlush(request(), channel.voidPromise());
            }
        }

        private FullHttpRequest request() {
            FullHttpRequest request = new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1,
                    body.length == 0 ? HttpMethod.GET : HttpMethod.POST,
                    url.getRawPath(),
                    body.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
            request.headers()
                    .set(HttpHeaderNames.HOST, url.getRawAuthority())
                    .set(HttpHeaderNames.USER_AGENT, "Netty")
                    .set(HttpHeaderNames.ACCEPT, "*/*");
            if (body.length > 0) {
                request.headers()
                        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_OCTET_STREAM)
                        .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
            }
            return request;
        }
    }

    /** One exchange after another on a connection. */
    private static final class Conversation extends SimpleChannelInboundHandler<HttpObject> {

        private final Http1 owner;
        private @Nullable Channel channel;
        private @Nullable Reply reply;
        private int status;
        private long bodyBytes;

        Conversation(Http1 owner) {
            this.owner = owner;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
            if (message instanceof HttpResponse response) {
                status = response.status().code();
            }
            if (message instanceof HttpContent content) {
                bodyBytes += content.content().readableBytes();
            }
            Reply waiting = reply;
            if (message instanceof LastHttpContent && waiting != null) {
                reply = null;
                owner.rest(this);
                waiting.answered(status, bodyBytes);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            Reply waiting = reply;
            reply = null;
            context.close();
            if (waiting != null) {
                waiting.failed(failure);
            }
        }
    }
}
