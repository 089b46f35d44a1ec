/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;

/**
 * The server that clients are measured against: Netty's request decoder and answers encoded beforehand, on one event loop,
 * so that it costs next to nothing and the same for all. Its HTTP/2 knows the small page alone.
 */
public final class CannedServer implements ContestedServer {

    private static final int MOST_STREAMS = 1000;

    private static final Map<String, ByteBuf> ANSWERS = Map.of(
            Pages.SMALL_PATH,
            ok(Pages.SMALL_BYTES),
            Pages.LARGE_PATH,
            ok(Pages.LARGE_BYTES),
            Pages.POST_PATH,
            ok(Pages.SMALL_BYTES),
            Pages.REDIRECT_PATH + 3,
            found(Pages.REDIRECT_PATH + 2),
            Pages.REDIRECT_PATH + 2,
            found(Pages.REDIRECT_PATH + 1),
            Pages.REDIRECT_PATH + 1,
            found(Pages.SMALL_PATH));
    private static final ByteBuf NOT_FOUND = encoded("404 Not Found", "", 0);
    private static final ByteBuf WRONG_LENGTH = encoded("400 Bad Request", "", 0);

    private final NettyListener listener = new NettyListener(() -> new PrefaceSniffer(
            pipeline -> pipeline.addLast(new HttpRequestDecoder(), new Answerer()),
            pipeline -> pipeline.addLast(
                    Http2FrameCodecBuilder.forServer()
                            .initialSettings(Http2Settings.defaultSettings().maxConcurrentStreams(MOST_STREAMS))
                            .build(),
                    new Http2Answerer())));

    @Override
    public int port() {
        return listener.port();
    }

    @Override
    public void close() {
        listener.close();
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
            if (received != (path.equals(Pages.POST_PATH) ? Pages.POST_BYTES : 0)) {
                return WRONG_LENGTH;
            }
            return ANSWERS.getOrDefault(path, NOT_FOUND);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            context.close();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes its connection, and the client notices
    private static final class Http2Answerer extends ChannelInboundHandlerAdapter {

        private static final Http2Headers OK = head("200").setInt(HttpHeaderNames.CONTENT_LENGTH, Pages.SMALL_BYTES);
        private static final Http2Headers NOT_FOUND = head("404");
        private static final ByteBuf BODY = Unpooled.unreleasableBuffer(Unpooled.directBuffer(Pages.SMALL_BYTES)
                .writeZero(Pages.SMALL_BYTES)
                .asReadOnly());

        private static Http2Headers head(String status) {
            return new DefaultHttp2Headers()
                    .status(status)
                    .set(HttpHeaderNames.SERVER, "contest")
                    .set(HttpHeaderNames.DATE, "Sat, 21 Nov 2026 10:00:00 GMT")
                    .set(HttpHeaderNames.CONTENT_TYPE, "application/octet-stream");
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                if (message instanceof Http2HeadersFrame head && head.isEndStream()) {
                    if (Pages.SMALL_PATH.contentEquals(head.headers().path())) {
                        context.write(new DefaultHttp2HeadersFrame(OK, false).stream(head.stream()));
                        context.write(new DefaultHttp2DataFrame(BODY.duplicate(), true).stream(head.stream()));
                    } else {
                        context.write(new DefaultHttp2HeadersFrame(NOT_FOUND, true).stream(head.stream()));
                    }
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
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
