/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/** Tells the attempt when TLS is up, and holds back what the server sends by then until HTTP is there to read it. */
final class AlpnHandler extends ApplicationProtocolNegotiationHandler {

    private final Attempt attempt;

    AlpnHandler(Attempt attempt) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.attempt = attempt;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
        attempt.secured(context, context.pipeline().get(SslHandler.class));
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
        attempt.fail(cause);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        // Netty's handler leaves a handshake that ends with the connection to nobody.
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            attempt.fail(handshake.cause());
        }
        super.userEventTriggered(context, event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        attempt.fail(cause);
    }
}
