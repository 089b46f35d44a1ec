/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.nio.channels.ClosedChannelException;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

import io.wayfarer.protocol.tls.ClientTls;
import io.wayfarer.protocol.tls.TlsLayers;

/**
 * TLS with a proxy: the first part of the way through one, which {@linkplain Tunnel#then another} has to follow. Fails with
 * {@link ProxyTlsException}. The proxy must not speak before it is spoken to; who wants HTTP/2 with it connects to it.
 */
public final class TlsTunnel implements Tunnel {

    private final ClientTls tls;

    private TlsTunnel(ClientTls tls) {
        this.tls = tls;
    }

    /** How TLS is spoken; it should offer HTTP/1.1 alone. */
    public static TlsTunnel of(ClientTls tls) {
        return new TlsTunnel(tls);
    }

    /**
     * Secures the channel.
     *
     * @param host of the proxy
     */
    @Override
    public Mono<Channel> lead(Channel channel, String host, int port) {
        return Mono.create(sink -> {
            SslHandler handler = tls.newHandler(channel.alloc(), host, port);
            handler.setHandshakeTimeoutMillis(0); // who is led has a limit of time for all of the way
            channel.pipeline().addLast(TlsLayers.WITH_PROXY, handler).addLast(new Handshake(sink, host + ":" + port));
            channel.config().setAutoRead(true);
        });
    }

    /** Waits for the end of the handshake. */
    private static final class Handshake extends ChannelInboundHandlerAdapter {

        private final MonoSink<Channel> sink;
        private final String proxy;

        Handshake(MonoSink<Channel> sink, String proxy) {
            this.sink = sink;
            this.proxy = proxy;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake) {
                if (handshake.isSuccess()) {
                    context.channel().config().setAutoRead(false);
                    context.pipeline().remove(this);
                    sink.success(context.channel());
                } else {
                    fail(handshake.cause());
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            fail(new ClosedChannelException());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            fail(cause);
        }

        /** The first failure counts; the sink drops those that follow from it. */
        private void fail(Throwable cause) {
            sink.error(new ProxyTlsException(proxy, cause));
        }
    }
}
