/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.server;

import java.util.HashMap;
import java.util.Map;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;

/** Netty's codecs alone. HTTP/2 by frames, without a channel for each stream: the cheapest way that Netty has. */
final class NettyServer implements ContestedServer {

    private static final String TYPE = "application/octet-stream";
    private static final String DATE = "Sat, 21 Nov 2026 10:00:00 GMT";

    private final NettyListener listener = new NettyListener(() -> new PrefaceSniffer(
            pipeline -> pipeline.addLast(new HttpServerCodec(), new Http1()),
            pipeline -> pipeline.addLast(Http2FrameCodecBuilder.forServer().build(), new Http2())));

    @Override
    public int port() {
        return listener.port();
    }

    @Override
    public void close() {
        listener.close();
    }

    private static final class Http1 extends SimpleChannelInboundHandler<HttpObject> {

        private String path = "";
        private int received;

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
            if (message instanceof HttpRequest request) {
                path = request.uri();
                received = 0;
            }
            if (message instanceof HttpContent content) {
                received += content.content().readableBytes();
            }
            if (message instanceof LastHttpContent) {
                context.write(answer(), context.voidPromise());
            }
        }

        private FullHttpResponse answer() {
            byte[] body = Pages.body(path);
            FullHttpResponse answer = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.valueOf(Pages.status(path, received)),
                    Unpooled.wrappedBuffer(body));
            answer.headers()
                    .set(HttpHeaderNames.SERVER, "contest")
                    .set(HttpHeaderNames.DATE, DATE)
                    .set(HttpHeaderNames.CONTENT_TYPE, TYPE)
                    .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
            return answer;
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            context.close();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes its connection, and the client notices
    private static final class Http2 extends ChannelInboundHandlerAdapter {

        private final Map<Http2FrameStream, Http2Headers> requests = new HashMap<>();
        private final Map<Http2FrameStream, Integer> received = new HashMap<>();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                if (message instanceof Http2HeadersFrame head) {
                    if (head.isEndStream()) {
                        answer(context, head.stream(), head.headers(), 0);
                    } else {
                        requests.put(head.stream(), head.headers());
                        received.put(head.stream(), 0);
                    }
                } else if (message instanceof Http2DataFrame data) {
                    data(context, data);
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        private void data(ChannelHandlerContext context, Http2DataFrame data) {
            Http2FrameStream stream = data.stream();
            context.write(new DefaultHttp2WindowUpdateFrame(data.initialFlowControlledBytes()).stream(stream));
            int sum = received.merge(stream, data.content().readableBytes(), Integer::sum);
            Http2Headers request = requests.get(stream);
            if (data.isEndStream() && request != null) {
                requests.remove(stream);
                received.remove(stream);
                answer(context, stream, request, sum);
            }
        }

        private static void answer(
                ChannelHandlerContext context, Http2FrameStream stream, Http2Headers request, int received) {
            String path = request.path().toString();
            byte[] body = Pages.body(path);
            Http2Headers head = new DefaultHttp2Headers()
                    .status(HttpResponseStatus.valueOf(Pages.status(path, received))
                            .codeAsText())
                    .set(HttpHeaderNames.SERVER, "contest")
                    .set(HttpHeaderNames.DATE, DATE)
                    .set(HttpHeaderNames.CONTENT_TYPE, TYPE)
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
            context.write(new DefaultHttp2HeadersFrame(head, false).stream(stream));
            context.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true).stream(stream));
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            context.close();
        }
    }
}
