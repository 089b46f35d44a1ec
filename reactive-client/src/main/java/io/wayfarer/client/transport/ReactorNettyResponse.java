/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.HttpConversionUtil;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.support.Netty4HeadersAdapter;
import reactor.core.publisher.Flux;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/** An answer whose connection Reactor Netty holds for us. */
final class ReactorNettyResponse implements TransportResponse {

    private final TransportRequest request;
    private final TransportSettings settings;
    private final HttpClientResponse answer;
    private final Connection connection;
    private final boolean authenticated;
    private final HttpHeaders headers;
    private final AtomicBoolean taken = new AtomicBoolean();

    ReactorNettyResponse(
            TransportRequest request,
            TransportSettings settings,
            HttpClientResponse answer,
            Connection connection,
            boolean authenticated) {
        this.request = request;
        this.settings = settings;
        this.answer = answer;
        this.connection = connection;
        this.authenticated = authenticated;
        // Netty's own note about the stream, which nobody sent.
        answer.responseHeaders().remove(HttpConversionUtil.ExtensionHeaderNames.STREAM_ID.text());
        this.headers =
                HttpHeaders.readOnlyHttpHeaders(new HttpHeaders(new Netty4HeadersAdapter(answer.responseHeaders())));
    }

    @Override
    public int status() {
        return answer.status().code();
    }

    @Override
    public String reasonPhrase() {
        return protocol().startsWith("HTTP/1") ? answer.status().reasonPhrase() : "";
    }

    @Override
    public Optional<InetSocketAddress> peer() {
        // An HTTP/2 stream is a channel of its own, without an address.
        Channel channel = connection.channel();
        SocketAddress address = (channel.parent() == null ? channel : channel.parent()).remoteAddress();
        return address instanceof InetSocketAddress peer ? Optional.of(peer) : Optional.empty();
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public String protocol() {
        String version = answer.version().text();
        return version.equals("HTTP/2.0") ? "HTTP/2" : version;
    }

    @Override
    public boolean authenticated() {
        return authenticated;
    }

    @Override
    public Flux<DataBuffer> body() {
        return Flux.defer(() -> {
            if (!taken.compareAndSet(false, true)) {
                return Flux.error(new IllegalStateException(
                        "The body of " + request.hop() + " was already read or released; it can be read once."));
            }
            NettyDataBufferFactory buffers =
                    new NettyDataBufferFactory(connection.channel().alloc());
            return connection
                    .inbound()
                    .receive()
                    .map(ByteBuf::retain)
                    .<DataBuffer>map(buffers::wrap)
                    .onErrorMap(e -> Failures.of(request.hop(), request.route(), settings, e));
        });
    }

    @Override
    public void release() {
        if (taken.compareAndSet(false, true)) {
            connection.dispose();
        }
    }
}
