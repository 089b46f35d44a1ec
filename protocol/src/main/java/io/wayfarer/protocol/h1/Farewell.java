/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

import io.wayfarer.protocol.grammar.ReasonPhrase;

/**
 * Ends a server's connection so that its last answer arrives: closing with octets unread would reset it, and take the
 * answer from a client that has not read it yet (RFC 9112 section 9.6). On the event loop only.
 */
final class Farewell {

    private final ServerHandler handler;
    private final Channel channel;

    /** A broken message is to be answered with this once those before it are; 0 for none. */
    private int refusal;

    Farewell(ServerHandler handler, Channel channel) {
        this.handler = handler;
        this.channel = channel;
    }

    /** Whether a broken message is still to be answered. */
    boolean refusing() {
        return refusal != 0;
    }

    /** A message is to be answered with this status, behind the answers before it, and is the last one. */
    void refuse(int status) {
        refusal = status;
    }

    /** Answers the message that was refused; it is its turn. */
    void answerRefusal() {
        String reason = ReasonPhrase.of(refusal).orElse("");
        ByteBuf answer = ByteBufUtil.encodeString(
                channel.alloc(),
                CharBuffer.wrap(
                        "HTTP/1.1 " + refusal + " " + reason + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
                StandardCharsets.US_ASCII);
        refusal = 0;
        handler.context().writeAndFlush(answer).addListener((ChannelFutureListener) done -> {
            if (!done.isSuccess()) {
                handler.closeNow(null);
            } else if (!handler.ended) {
                handler.linger();
            }
        });
    }

    /** Ends this side's output, and the connection after a while in which what comes is dropped. */
    void linger() {
        handler.watch.closeSoon();
        handler.intake.throttle();
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (handler.intake.ended()) {
            handler.closeNow(null);
        } else if (tls != null) {
            tls.closeOutbound();
        } else if (channel instanceof DuplexChannel plain) {
            // Ending the output fails what is still to be written.
            handler.context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> plain.shutdownOutput());
        }
    }
}
