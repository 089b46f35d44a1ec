/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.h2.Http2Connection;
import io.wayfarer.protocol.h2.Http2Settings;
import io.wayfarer.protocol.header.HeaderList;

/** A listener of one test, on loopback, and what it told of failures. */
final class Listening implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(20);

    private static final EventLoopGroup LOOP = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    final HttpListener listener;
    final BlockingQueue<ListenerFailure> failures = new LinkedTransferQueue<>();

    Listening(ListenerBuilder builder) {
        this.listener =
                Objects.requireNonNull(builder.onError(failures::add).bind().block(LIMIT));
    }

    /** On 127.0.0.1, answering each request by the version and the path. */
    static ListenerBuilder telling() {
        return HttpListener.builder().host("127.0.0.1").onStream(Listening::tell);
    }

    static Mono<Void> tell(HttpStream stream) {
        return stream.reader()
                .finalHeaders()
                .flatMap(request ->
                        answer(stream, stream.connection().version() + " " + request.first(HeaderList.PATH) + "!"));
    }

    static Mono<Void> answer(HttpStream stream, String text) {
        HeaderList head = HeaderList.of(HeaderList.STATUS, "200", "content-length", Integer.toString(text.length()));
        return stream.sendHeaders(head, false)
                .then(stream.sendData(Unpooled.wrappedBuffer(text.getBytes(UTF_8)), true));
    }

    ListenerFailure failure() {
        try {
            return Objects.requireNonNull(failures.poll(20, TimeUnit.SECONDS), "no failure was told");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Asks by HTTP/2 with prior knowledge on a connection of its own, and returns the status with the content. */
    String getByHttp2(String path) {
        Http2Connection connection = http2();
        try {
            return get(connection, path);
        } finally {
            connection.close().block(LIMIT);
        }
    }

    static String get(Http2Connection connection, String path) {
        HttpStream stream = connection.newStream();
        HeaderList request = HeaderList.of(
                HeaderList.METHOD, "GET",
                HeaderList.SCHEME, "http",
                HeaderList.AUTHORITY, "localhost",
                HeaderList.PATH, path);
        return stream.sendHeaders(request, true)
                .then(stream.reader().finalHeaders())
                .flatMap(head ->
                        stream.reader().text(UTF_8, 10_000).map(text -> head.first(HeaderList.STATUS) + " " + text))
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    Http2Connection http2() {
        return Http2Connection.client(connect(), ConnectionSettings.defaults(), Http2Settings.defaults());
    }

    /** A channel to the listener that does not read. */
    Channel connect() {
        return connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()));
    }

    static Channel connect(InetSocketAddress address) {
        return new Bootstrap()
                .group(LOOP)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(address)
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public void close() {
        listener.close().block(LIMIT);
    }
}
