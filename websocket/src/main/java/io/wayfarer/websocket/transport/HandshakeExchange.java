/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketClientExtension;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.MonoSink;

import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.header.HeaderList;

/** The one request of a connection that becomes a WebSocket, or is closed. */
final class HandshakeExchange implements StreamReceiver {

    private final TransportRequest request;
    private final HttpConnection connection;
    private final OpeningHandshake handshake;
    private final FrameSettings settings;
    private final boolean authenticated;
    private final MonoSink<TransportResponse> answer;
    private @Nullable HttpHeaders switched;
    private @Nullable WebSocketClientExtension deflate;

    HandshakeExchange(
            TransportRequest request,
            HttpConnection connection,
            OpeningHandshake handshake,
            FrameSettings settings,
            boolean authenticated,
            MonoSink<TransportResponse> answer) {
        this.request = request;
        this.connection = connection;
        this.handshake = handshake;
        this.settings = settings;
        this.authenticated = authenticated;
        this.answer = answer;
    }

    void send() {
        HopId hop = request.hop();
        HttpHeaders own = new HttpHeaders();
        own.addAll(request.headers());
        handshake.addTo(own);
        HeaderList.Builder head = HeaderList.builder()
                .add(HeaderList.METHOD, hop.method().name())
                .add(HeaderList.SCHEME, hop.url().secure() ? "https" : "http")
                .add(HeaderList.AUTHORITY, hop.url().authority())
                .add(HeaderList.PATH, hop.url().requestTarget());
        own.forEach((name, values) -> values.forEach(value -> head.add(name, value)));
        HttpStream stream = connection.newStream();
        answer.onCancel(() -> connection.close().subscribe());
        stream.exchange(head.build(), null, this);
    }

    @Override
    public void onHeaders(HeaderList head) {
        if (head.informational()) {
            return;
        }
        HttpHeaders fields = new HttpHeaders();
        head.forEach(field -> {
            if (!field.pseudo()) {
                fields.add(field.name(), field.value());
            }
        });
        HttpHeaders readOnly = HttpHeaders.readOnlyHttpHeaders(fields);
        if (head.status() != 101) {
            answer.success(new RefusedHandshake(head.status(), readOnly, authenticated, request.route()));
            connection.close().subscribe();
            return;
        }
        try {
            deflate = handshake.verify(readOnly);
            switched = readOnly;
        } catch (OpeningHandshake.InvalidAnswer e) {
            fail(new ProtocolException(
                    request.hop(),
                    "the opening handshake failed: " + e.getMessage(),
                    "Check that a WebSocket server answers at this path.",
                    e));
        }
    }

    @Override
    public void onData(ByteBuf content) {
        content.release();
    }

    @Override
    public void onEnd() {
        HttpHeaders fields = switched;
        if (fields != null) {
            connection.takeChannel().subscribe(channel -> opened(channel, fields), this::fail);
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        fail(failure);
    }

    private void fail(Throwable failure) {
        answer.error(failure);
        connection.close().subscribe();
    }

    private void opened(Channel channel, HttpHeaders fields) {
        ClosingHandshake closing = new ClosingHandshake(channel, settings.closeTimeout());
        FrameInbox inbox = new FrameInbox(channel, closing);
        speakFrames(channel.pipeline(), inbox);
        answer.success(new OpenWebSocket(channel, inbox, closing, fields, authenticated, request.route()));
    }

    private void speakFrames(ChannelPipeline pipeline, FrameInbox inbox) {
        WebSocketClientExtension agreed = deflate;
        pipeline.addLast(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                        .expectMaskedFrames(false)
                        .allowMaskMismatch(false)
                        .allowExtensions(agreed != null)
                        .maxFramePayloadLength(settings.maxMessageBytes())
                        .withUTF8Validator(false)
                        .build()))
                .addLast(new WebSocket13FrameEncoder(true));
        if (agreed != null) {
            pipeline.addLast(agreed.newExtensionDecoder()).addLast(agreed.newExtensionEncoder());
        }
        pipeline.addLast(new WebSocketFrameAggregator(settings.maxMessageBytes()))
                .addLast(inbox);
    }
}
