/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.transport;

import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.server.HttpServerRequest;

import io.wayfarer.server.page.Page;

/** Knows whether what was read last could not be understood, and so whose answer passes by. */
final class EarlyErrorsOfHttp1 extends ChannelDuplexHandler {

    private final Map<Integer, Page> pages;
    private boolean understood = true;

    EarlyErrorsOfHttp1(Map<Integer, Page> pages) {
        this.pages = pages;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            understood =
                    message instanceof HttpRequest request && request.method().equals(HttpMethod.HEAD);
        }
        context.fireChannelRead(message);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise is the writer's
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof FullHttpResponse empty && empty.content().readableBytes() == 0) {
            @Nullable Page page = pages.get(empty.status().code());
            if (page != null && (!understood || isAboutNoUri(context.channel()))) {
                context.write(filled(empty, page), promise);
                return;
            }
        }
        context.write(message, promise);
    }

    private static boolean isAboutNoUri(Channel channel) {
        return ChannelOperations.get(channel) instanceof HttpServerRequest request
                && !request.method().equals(HttpMethod.HEAD)
                && !RequestTarget.isUri(request.uri());
    }

    private static FullHttpResponse filled(FullHttpResponse empty, Page page) {
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
