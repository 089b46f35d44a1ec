/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

import io.wayfarer.fixture.FieldSection;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Http2Wire;
import io.wayfarer.protocol.frame.Octets;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.hpack.HpackDecoder;
import io.wayfarer.protocol.hpack.HpackResult;

/** A server of HTTP/2 without TLS that does with each whole request what a test says, frame by frame. */
final class ScriptedHttp2Server implements AutoCloseable {

    /** What becomes of a request. */
    @FunctionalInterface
    interface Script {
        void take(Arrival arrival);
    }

    /**
     * A whole request.
     *
     * @param attempt 1 for the first request that the server ever got
     * @param connection 1 for the first one
     */
    record Arrival(int attempt, int connection, int stream, String method, String content, Http2Wire wire) {

        /** With its method and content. */
        void answer() {
            send(
                    new Http2Frame.Headers(stream, FieldSection.of(HeaderList.STATUS, "200"), false),
                    new Http2Frame.Data(stream, Octets.ofText(method + " " + content), true));
        }

        void reset(Http2Error error) {
            send(new Http2Frame.RstStream(stream, error));
        }

        void send(Http2Frame... frames) {
            wire.write(frames).subscribe(sent -> {}, closed -> {});
        }
    }

    /** A request that is coming. */
    private record Request(String method, StringBuilder content) {}

    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Script script;
    private final Http2Frame.Setting[] settings;
    private final Channel listener;

    ScriptedHttp2Server(Script script, Http2Frame.Setting... settings) {
        this.script = script;
        this.settings = settings;
        this.listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    /** The requests that came, whole, in their order. */
    List<Arrival> arrivals() {
        return arrivals;
    }

    /** How many connections there are. */
    int open() {
        return open.get();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort() + "/");
    }

    private void accepted(Channel channel) {
        int number = connections.incrementAndGet();
        open.incrementAndGet();
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        Http2Wire wire = Http2Wire.server(channel);
        HpackDecoder decoder = new HpackDecoder(4096, 1 << 16);
        Map<Integer, Request> requests = new ConcurrentHashMap<>();
        wire.write(new Http2Frame.Settings(settings)).subscribe(sent -> {}, closed -> {});
        wire.frames()
                .subscribe(
                        frame -> {
                            if (frame instanceof Http2Frame.Settings told && !told.ack()) {
                                wire.write(Http2Frame.Settings.acknowledgement())
                                        .subscribe(sent -> {}, closed -> {});
                            } else if (frame instanceof Http2Frame.Headers head) {
                                Request request = new Request(method(decoder, head.fragment()), new StringBuilder());
                                requests.put(head.streamId(), request);
                                if (head.endStream()) {
                                    whole(number, head.streamId(), request, wire);
                                }
                            } else if (frame instanceof Http2Frame.Data data) {
                                Request request = Objects.requireNonNull(requests.get(data.streamId()));
                                request.content().append(data.data().toText());
                                if (data.endStream()) {
                                    whole(number, data.streamId(), request, wire);
                                }
                            }
                        },
                        broken -> {});
    }

    private static String method(HpackDecoder decoder, Octets section) {
        ByteBuf octets = section.toByteBuf();
        try {
            return decoder.decode(octets) instanceof HpackResult.Fields read
                    ? String.valueOf(read.fields().first(HeaderList.METHOD))
                    : "broken";
        } finally {
            octets.release();
        }
    }

    private void whole(int connection, int stream, Request request, Http2Wire wire) {
        Arrival arrival = new Arrival(
                attempts.incrementAndGet(),
                connection,
                stream,
                request.method(),
                request.content().toString(),
                wire);
        arrivals.add(arrival);
        script.take(arrival);
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        for (Arrival arrival : arrivals) {
            arrival.wire().channel().close().syncUninterruptibly();
        }
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
