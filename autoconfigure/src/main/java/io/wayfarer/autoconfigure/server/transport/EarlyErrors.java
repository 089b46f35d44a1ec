/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.transport;

import java.util.HashMap;
import java.util.Map;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

import io.wayfarer.server.error.ErrorPage;
import io.wayfarer.server.page.Page;

/**
 * Says something in the answers to what is no request, or a larger one than is taken: Reactor Netty answers 400, 414 or 431 with
 * nothing in it, before any filter or handler of errors, and WebFlux does so for a target that is no URI. What the client prefers
 * is not known then, so it is the page.
 *
 * <p>Left out: what the codec of HTTP/2 refuses by itself, a section of fields beyond its limit with an empty 431, and malformed
 * fields with a reset of their stream (RFC 9113 section 8.1.1).
 */
final class EarlyErrors implements NettyServerCustomizer {

    private static final String OF_HTTP1 = "wayfarer.earlyErrors";
    private static final String OF_HTTP2 = "wayfarer.earlyErrorsOfHttp2";
    private static final String OF_EITHER = "wayfarer.earlyErrorsOfEither";

    /** By status. */
    private final Map<Integer, Page> pages = new HashMap<>();

    EarlyErrors() {
        for (HttpResponseStatus status : new HttpResponseStatus[] {
            HttpResponseStatus.BAD_REQUEST,
            HttpResponseStatus.REQUEST_URI_TOO_LONG,
            HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        }) {
            pages.put(
                    status.code(),
                    ErrorPage.of(status.code(), status.reasonPhrase()).page());
        }
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((observer, channel, remote) -> {
            ChannelPipeline pipeline = channel.pipeline();
            install(pipeline);
            // A connection that may be of either version gets its codec when it has said which, and tells by an event.
            if (pipeline.get(NettyPipeline.HttpCodec) == null) {
                pipeline.addBefore(NettyPipeline.ReactiveBridge, OF_EITHER, new Negotiation());
            }
        });
    }

    private void install(ChannelPipeline pipeline) {
        ChannelHandlerContext http1 = pipeline.context(HttpServerCodec.class);
        if (http1 != null && pipeline.get(OF_HTTP1) == null) {
            pipeline.addAfter(http1.name(), OF_HTTP1, new EarlyErrorsOfHttp1(pages));
        }
        ChannelHandlerContext http2 = pipeline.context(Http2MultiplexHandler.class);
        if (http2 != null && pipeline.get(OF_HTTP2) == null) {
            pipeline.addBefore(http2.name(), OF_HTTP2, new EarlyErrorsOfHttp2(pages));
        }
    }

    /** Sees the events by which a version is chosen: a handshake of TLS, an upgrade, or the preface of HTTP/2. */
    private final class Negotiation extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            install(context.pipeline());
            context.fireUserEventTriggered(event);
        }
    }
}
