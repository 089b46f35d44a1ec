/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.util.Map;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.Role;

/** Puts Netty's parts together. */
final class Codecs {

    private Codecs() {}

    static Http2Codec codec(
            Http2Connection connection,
            EventLoop loop,
            Role role,
            ConnectionSettings bounds,
            Http2Settings settings,
            Http2Limits limits) {
        DefaultHttp2Connection state = new DefaultHttp2Connection(role == Role.SERVER);
        // The connection's window is given back as octets arrive, so that a stream which nobody reads holds back only
        // itself; what may be queued is bounded by the windows of the streams.
        state.local().flowController(new DefaultHttp2LocalFlowController(state, 0.5f, true));
        // Uniform, because priorities are a thing of the past (RFC 9113 section 5.3.2).
        state.remote()
                .flowController(new DefaultHttp2RemoteFlowController(state, new UniformStreamByteDistributor(state)));
        settings.value(Http2Settings.MAX_CONCURRENT_STREAMS)
                .ifPresent(max -> state.remote().maxActiveStreams((int) Math.min(max, Integer.MAX_VALUE)));
        FrameGate reader = new FrameGate(
                new DefaultHttp2FrameReader(
                        new FieldDecoder(
                                Math.min(settings.maxHeaderListSize(), bounds.maxHeaderBytes()),
                                bounds.maxHeaderFields()),
                        limits.maxContinuations()),
                limits,
                bounds.headTimeout().toMillis());
        DefaultHttp2ConnectionEncoder encoder =
                new DefaultHttp2ConnectionEncoder(state, new DefaultHttp2FrameWriter(new FieldEncoder()));
        DefaultHttp2ConnectionDecoder decoder = new DefaultHttp2ConnectionDecoder(
                state, encoder, reader, Http2PromisedRequestVerifier.ALWAYS_VERIFY, true, true, false);
        Http2Codec codec = new Http2Codec(connection, loop, decoder, encoder, settings, reader.tap());
        reader.codec(codec);
        return codec;
    }

    static io.netty.handler.codec.http2.Http2Settings toNetty(Http2Settings settings) {
        io.netty.handler.codec.http2.Http2Settings netty = new io.netty.handler.codec.http2.Http2Settings();
        for (Map.Entry<Integer, Long> entry : settings.values().entrySet()) {
            netty.put((char) entry.getKey().intValue(), entry.getValue());
        }
        return netty;
    }

    /** What a side really advertises: what it bounds anyway is told, and a server says nothing of promises. */
    static Http2Settings advertised(Role role, ConnectionSettings bounds, Http2Settings settings) {
        Http2Settings.Builder all = settings.toBuilder();
        if (settings.value(Http2Settings.INITIAL_WINDOW_SIZE).isEmpty()) {
            all.initialWindowSize(bounds.maxQueuedBytes());
        }
        if (settings.value(Http2Settings.MAX_HEADER_LIST_SIZE).isEmpty()) {
            all.maxHeaderListSize(bounds.maxHeaderBytes());
        }
        if (role == Role.SERVER) {
            all.unset(Http2Settings.ENABLE_PUSH);
        }
        return all.build();
    }
}
