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

    private final Negotiation negotiation;
    private final SslHandler tls;

    /** @param tls the handler before this one; TLS with a proxy may stand before both */
    AlpnHandler(Negotiation negotiation, SslHandler tls) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.negotiation = negotiation;
        this.tls = tls;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
        negotiation.secured(context, tls);
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
        negotiation.fail(cause);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        // Netty's handler leaves a handshake that ends with the connection to nobody.
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            negotiation.fail(handshake.cause());
        }
        super.userEventTriggered(context, event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        negotiation.fail(cause);
    }
}
