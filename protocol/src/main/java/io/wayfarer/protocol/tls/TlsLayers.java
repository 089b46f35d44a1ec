/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import java.util.Map;

import javax.net.ssl.SSLSession;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/** A channel may lead through TLS to a proxy, and in there through TLS to the server. */
public final class TlsLayers {

    /** In a pipeline, the name of the handler that speaks TLS with a proxy. */
    public static final String WITH_PROXY = "tls-with-proxy";

    private TlsLayers() {}

    /** The session with the peer that the channel leads to in the end; null when there is no TLS but with a proxy. */
    public static @Nullable SSLSession session(ChannelPipeline pipeline) {
        SslHandler handler = withPeer(pipeline);
        return handler == null ? null : handler.engine().getSession();
    }

    /**
     * Whether nothing is missing of what the peer has sent on a channel that has ended, as far as TLS can tell: without the
     * peer's closure alert somebody else may have cut it off (RFC 8446 section 6.1). True without TLS.
     */
    public static boolean endedInOrder(ChannelPipeline pipeline) {
        SslHandler handler = withPeer(pipeline);
        return handler == null || handler.sslCloseFuture().isSuccess();
    }

    private static @Nullable SslHandler withPeer(ChannelPipeline pipeline) {
        if (pipeline.get(SslHandler.class) == null) {
            return null;
        }
        for (Map.Entry<String, ChannelHandler> entry : pipeline) {
            if (entry.getValue() instanceof SslHandler handler
                    && !entry.getKey().equals(WITH_PROXY)) {
                return handler;
            }
        }
        return null;
    }
}
