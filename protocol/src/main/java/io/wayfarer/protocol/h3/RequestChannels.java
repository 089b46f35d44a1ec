/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import io.netty.handler.codec.http3.Http3RequestStreamInitializer;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.concurrent.Future;

import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.Http2Error;

/** Makes the channels of streams, which read when they are told to. */
final class RequestChannels extends Http3RequestStreamInitializer {

    private final Http3Stream stream;

    private RequestChannels(Http3Stream stream) {
        this.stream = stream;
    }

    static void open(QuicChannel connection, Http3Stream stream) {
        connection
                .createStream(QuicStreamType.BIDIRECTIONAL, new RequestChannels(stream))
                .addListener((Future<QuicStreamChannel> made) -> opened(stream, made));
    }

    private static void opened(Http3Stream stream, Future<QuicStreamChannel> made) {
        if (made.isSuccess() && stream.failure() == null) {
            stream.opened(made.getNow());
            return;
        }
        if (made.isSuccess()) {
            made.getNow().close(); // it was reset meanwhile
        } else {
            stream.breakOff(
                    Http2Error.REFUSED_STREAM,
                    new ConnectionEndedException(
                            Http2Error.REFUSED_STREAM, "no stream could be opened", true, false, made.cause()));
        }
        stream.opened(null);
    }

    @Override
    protected void initRequestStream(QuicStreamChannel channel) {
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(new StreamHandler(stream));
    }
}
