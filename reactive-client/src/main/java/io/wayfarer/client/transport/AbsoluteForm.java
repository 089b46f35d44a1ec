/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

import io.wayfarer.client.hop.Proxy;

/**
 * Requests to a proxy name the whole URL (RFC 9112 section 3.2.2) and carry the proxy's credentials. Reactor Netty itself
 * would open a tunnel for plain http too (reactor-netty#2349), which many proxies refuse.
 */
@Sharable
final class AbsoluteForm extends ChannelOutboundHandlerAdapter {

    private final @Nullable String credentials;

    AbsoluteForm(Proxy proxy) {
        this.credentials = proxy.userName() == null ? null : basic(proxy.userName(), proxy.password());
    }

    private static String basic(String userName, @Nullable String password) {
        String pair = userName + ":" + (password == null ? "" : password);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    void addTo(ChannelPipeline pipeline) {
        pipeline.addAfter(NettyPipeline.HttpCodec, "wayfarer.absoluteForm", this);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpRequest request && request.uri().startsWith("/")) {
            request.setUri("http://" + request.headers().get(HttpHeaderNames.HOST) + request.uri());
            if (credentials != null) {
                request.headers().set(HttpHeaderNames.PROXY_AUTHORIZATION, credentials);
            }
        }
        context.write(message, promise);
    }
}
