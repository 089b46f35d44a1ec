/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.transport;

import java.util.HashMap;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.HttpHeaders;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

import io.wayfarer.server.error.ErrorPage;
import io.wayfarer.server.page.Page;

/**
 * Says something in the answers to what is no request, or a larger one than is taken: Reactor Netty answers 400, 414 or 431 with
 * nothing in it and closes the connection, before any filter or handler of errors. What the client prefers is not known then, so
 * it is the page. HTTP/2 refuses such requests by its own means, as does a connection by TLS that may be of either version.
 */
final class EarlyErrors implements NettyServerCustomizer {

    private static final String NAME = "wayfarer.earlyErrors";

    private final Map<HttpResponseStatus, Page> pages = new HashMap<>();

    EarlyErrors() {
        for (HttpResponseStatus status : new HttpResponseStatus[] {
            HttpResponseStatus.BAD_REQUEST,
            HttpResponseStatus.REQUEST_URI_TOO_LONG,
            HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        }) {
            pages.put(status, ErrorPage.of(status.code(), status.reasonPhrase()).page());
        }
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((observer, channel, remote) -> {
            ChannelPipeline pipeline = channel.pipeline();
            if (pipeline.get(NettyPipeline.HttpCodec) != null) {
                pipeline.addAfter(NettyPipeline.HttpCodec, NAME, new Witness());
            }
        });
    }

    /** Knows whether what was read last could not be understood, and so whose answer passes by. */
    private final class Witness extends ChannelDuplexHandler {

        private boolean understood = true;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
                understood = message instanceof HttpRequest request
                        && request.method().equals(HttpMethod.HEAD);
            }
            context.fireChannelRead(message);
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // the promise is the writer's
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (!understood
                    && message instanceof FullHttpResponse empty
                    && empty.content().readableBytes() == 0) {
                context.write(filled(empty), promise);
            } else {
                context.write(message, promise);
            }
        }

        private FullHttpResponse filled(FullHttpResponse empty) {
            Page page = pages.get(empty.status());
            if (page == null) {
                return empty;
            }
            ByteBuf octets = Unpooled.wrappedBuffer(page.octets());
            FullHttpResponse filled = empty.replace(octets);
            ReferenceCountUtil.release(empty);
            HttpHeaders fields = new HttpHeaders();
            page.describe(fields);
            fields.forEach((name, values) -> filled.headers().set(name, values));
            filled.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, octets.readableBytes());
            return filled;
        }
    }
}
