/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.InetSocketAddress;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.FutureMono;

import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Route;

/** The answer to {@code CONNECT}: bytes of any kind in both directions, until it is released. */
public final class OpenTunnel implements TransportResponse {

    private static final int UNDER_WAY = 8;

    private final HopId hop;
    private final Channel channel;
    private final TunnelInbox inbox;
    private final NettyDataBufferFactory buffers;
    private final Route route;
    private final PooledTransport transport;

    private OpenTunnel(PooledTransport transport, TransportRequest request, Channel channel) {
        this.transport = transport;
        this.hop = request.hop();
        this.route = request.route();
        this.channel = channel;
        this.inbox = new TunnelInbox(channel);
        this.buffers = new NettyDataBufferFactory(channel.alloc());
    }

    /** Called on the channel's event loop, before anything that has come already is handed on. */
    static OpenTunnel on(Channel channel, PooledTransport transport, TransportRequest request) {
        OpenTunnel tunnel = new OpenTunnel(transport, request, channel);
        channel.pipeline().addLast(tunnel.inbox);
        channel.config().setAutoRead(true);
        return tunnel;
    }

    /**
     * Sends bytes as the publisher gives them and the other end takes them. Nothing happens before subscription;
     * cancelling sends no more. One publisher at a time.
     *
     * @return completes when all was handed to the operating system
     */
    public Mono<Void> send(Publisher<? extends DataBuffer> bytes) {
        return Flux.from(bytes)
                .concatMap(piece -> FutureMono.deferFuture(() -> channel.writeAndFlush(octets(piece))), UNDER_WAY)
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                .onErrorMap(this::failed)
                .then();
    }

    private static ByteBuf octets(DataBuffer piece) {
        return NettyDataBufferFactory.toByteBuf(piece);
    }

    private Throwable failed(Throwable e) {
        return transport.failure(hop, route, e);
    }

    /** Always 200. */
    @Override
    public int status() {
        return 200;
    }

    /** None: what the proxy said was for this client. */
    @Override
    public HttpHeaders headers() {
        return HttpHeaders.EMPTY;
    }

    @Override
    public String protocol() {
        return "HTTP/1.1";
    }

    @Override
    public Optional<InetSocketAddress> peer() {
        return channel.remoteAddress() instanceof InetSocketAddress address ? Optional.of(address) : Optional.empty();
    }

    @Override
    public Optional<InetSocketAddress> localAddress() {
        return channel.localAddress() instanceof InetSocketAddress address ? Optional.of(address) : Optional.empty();
    }

    @Override
    public Route route() {
        return route;
    }

    /** False: a tunnel says nothing of who is at its end. */
    @Override
    public boolean authenticated() {
        return false;
    }

    /** What comes from the other end, once. */
    @Override
    public Flux<DataBuffer> body() {
        return inbox.pieces()
                .<DataBuffer>map(buffers::wrap)
                .onErrorMap(this::failed)
                .doOnCancel(this::release);
    }

    /** Closes it. */
    @Override
    public void release() {
        channel.close();
    }
}
