/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.transport;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerResponse;

/** An answer of Reactor Netty's server that is not sent yet. Thread-safe. */
public final class NettyAnswer {

    private final HttpServerResponse response;

    private NettyAnswer(HttpServerResponse response) {
        this.response = response;
    }

    /** What stands below a response of WebFlux; empty where that is another server, or none as in a test without sockets. */
    public static Optional<NettyAnswer> of(ServerHttpResponse response) {
        Object found;
        try {
            found = ServerHttpResponseDecorator.getNativeResponse(response);
        } catch (IllegalStateException | IllegalArgumentException nothingBelow) {
            return Optional.empty();
        }
        return found instanceof HttpServerResponse netty ? Optional.of(new NettyAnswer(netty)) : Optional.empty();
    }

    /**
     * Sends an interim answer (RFC 9110 section 15.2), and completes when it is written. A client of HTTP/1.0, which knows none,
     * gets none. Fails with {@link IllegalStateException} when the final answer has begun.
     *
     * @param status from 102 to 199
     * @throws IllegalArgumentException if a name or a value cannot be sent
     */
    public Mono<Void> interim(int status, HttpHeaders fields) {
        DefaultHttpHeaders checked = new DefaultHttpHeaders();
        fields.forEach((name, values) -> checked.add(name, values));
        return Mono.create(sink -> response.withConnection(connection -> {
            Channel channel = connection.channel();
            if (channel.eventLoop().inEventLoop()) {
                interim(channel, status, checked, sink);
            } else {
                channel.eventLoop().execute(() -> interim(channel, status, checked, sink));
            }
        }));
    }

    /** On the event loop, where nobody can begin the final answer between the look and the writing. */
    private void interim(Channel channel, int status, DefaultHttpHeaders fields, MonoSink<Void> sink) {
        if (response.hasSentHeaders()) {
            sink.error(new IllegalStateException("The answer has begun, and nothing can come before it any more"));
            return;
        }
        // Reactor Netty's handlers above the codecs would take an interim answer for the final one, and HTTP/1's codec
        // would count it as one.
        ChannelHandlerContext stream = channel.pipeline().context(NettyPipeline.H2ToHttp11Codec);
        ChannelHandlerContext codec = channel.pipeline().context(HttpServerCodec.class);
        if (stream != null) {
            written(stream, new DefaultHttp2HeadersFrame(ofHttp2(status, fields), false), sink);
        } else if (codec != null && isBeyondHttp10()) {
            written(codec, Unpooled.copiedBuffer(ofHttp1(status, fields), StandardCharsets.ISO_8859_1), sink);
        } else {
            sink.success();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the listener has it
    private static void written(ChannelHandlerContext above, Object message, MonoSink<Void> sink) {
        above.writeAndFlush(message).addListener(written -> {
            @Nullable Throwable failure = written.cause();
            if (failure == null) {
                sink.success();
            } else {
                sink.error(failure);
            }
        });
    }

    private static String ofHttp1(int status, DefaultHttpHeaders fields) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(HttpResponseStatus.valueOf(status))
                .append("\r\n");
        fields.forEach(field -> head.append(field.getKey())
                .append(": ")
                .append(field.getValue())
                .append("\r\n"));
        return head.append("\r\n").toString();
    }

    private static Http2Headers ofHttp2(int status, DefaultHttpHeaders fields) {
        Http2Headers head = new DefaultHttp2Headers().status(Integer.toString(status));
        fields.forEach(field -> head.add(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
        return head;
    }

    /** Whether the client's version of HTTP has trailers and interim answers, as every one since HTTP/1.1. */
    public boolean isBeyondHttp10() {
        return !response.version().equals(HttpVersion.HTTP_1_0);
    }

    /** Asks for the fields behind the body when that has been sent, and sends them. HTTP/1.1 needs chunks for that. */
    public void trailers(Supplier<HttpHeaders> section) {
        response.trailerHeaders(fields -> section.get().forEach(fields::set));
    }
}
