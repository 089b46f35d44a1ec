/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.transport;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.wayfarer.server.page.Page;

/**
 * Resets streams whose request lacks what each must have, and knows those whose target is no URI, and so whose answer passes by.
 */
final class EarlyErrorsOfHttp2 extends ChannelDuplexHandler {

    private final Map<Integer, Page> pages;
    private final Set<Http2FrameStream> aboutNoUri = new HashSet<>();
    private int newest;

    EarlyErrorsOfHttp2(Map<Integer, Page> pages) {
        this.pages = pages;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a stream that cannot be reset is gone
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Http2ResetFrame reset) {
            aboutNoUri.remove(reset.stream());
        } else if (message instanceof Http2HeadersFrame head && head.stream().id() > newest) {
            newest = head.stream().id();
            if (isIncomplete(head.headers())) {
                context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.PROTOCOL_ERROR).stream(head.stream()));
                return;
            }
            if (isAboutNoUri(head.headers())) {
                aboutNoUri.add(head.stream());
            }
        }
        context.fireChannelRead(message);
    }

    /** What a request must have, RFC 9113 section 8.3.1. Reactor Netty takes one without a method for trailers, and waits. */
    private static boolean isIncomplete(Http2Headers request) {
        CharSequence method = request.method();
        return method == null
                || (!HttpMethod.CONNECT.asciiName().contentEquals(method)
                        && (request.path() == null || request.scheme() == null));
    }

    private static boolean isAboutNoUri(Http2Headers request) {
        CharSequence path = request.path();
        return path != null
                && !HttpMethod.HEAD.asciiName().contentEquals(request.method())
                && !RequestTarget.isUri(path);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise of the last frame is the writer's
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof Http2HeadersFrame head && aboutNoUri.remove(head.stream()) && head.isEndStream()) {
            @Nullable
            Page page = pages.get(Integer.valueOf(head.headers().status().toString()));
            if (page != null) {
                describe(page, head.headers());
                context.write(new DefaultHttp2HeadersFrame(head.headers(), false).stream(head.stream()));
                context.write(
                        new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(page.octets()), true).stream(head.stream()),
                        promise);
                return;
            }
        } else if (message instanceof Http2ResetFrame reset) {
            aboutNoUri.remove(reset.stream());
        }
        context.write(message, promise);
    }

    private static void describe(Page page, Http2Headers head) {
        HttpHeaders fields = new HttpHeaders();
        page.describe(fields);
        fields.forEach((name, values) -> head.set(name.toLowerCase(Locale.ROOT), values));
        head.setInt(HttpHeaderNames.CONTENT_LENGTH, page.octets().length);
    }
}
