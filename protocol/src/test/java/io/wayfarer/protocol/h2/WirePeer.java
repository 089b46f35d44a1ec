/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Http2Wire;

/** The other end of a connection under test, frame by frame and in the test's own thread. */
final class WirePeer implements AutoCloseable {

    private static final long MARK = 0x77617966617265L;
    private static final MultiThreadIoEventLoopGroup LOOPS =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    private final Http2Wire wire;

    WirePeer(Http2Wire wire) {
        this.wire = wire;
    }

    /** A port at which clients under test find raw peers. */
    static final class Port implements AutoCloseable {

        private final TransferQueue<Http2Wire> accepted = new LinkedTransferQueue<>();
        private final Channel listener = new ServerBootstrap()
                .group(LOOPS)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.add(Http2Wire.server(channel));
                    }
                })
                .bind(Loopback.loopback(0))
                .syncUninterruptibly()
                .channel();

        int port() {
            return ((InetSocketAddress) listener.localAddress()).getPort();
        }

        WirePeer accept() {
            try {
                Http2Wire wire = accepted.poll(Loopback.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(wire).as("a connection").isNotNull();
                return new WirePeer(java.util.Objects.requireNonNull(wire));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError(interrupted);
            }
        }

        @Override
        public void close() {
            listener.close().syncUninterruptibly();
        }
    }

    /** A client's beginning at a server under test, up to the server's SETTINGS, which are acknowledged. */
    static WirePeer client(Loopback server, Http2Frame.Setting... settings) {
        WirePeer peer = new WirePeer(Http2Wire.client(server.connect(server.port())));
        peer.wire.writePreface().block(Loopback.PATIENCE);
        peer.send(new Http2Frame.Settings(settings));
        assertThat(peer.next())
                .isInstanceOfSatisfying(
                        Http2Frame.Settings.class,
                        first -> assertThat(first.ack()).isFalse());
        peer.send(Http2Frame.Settings.acknowledgement());
        return peer;
    }

    /** A server's beginning towards a client under test. */
    WirePeer begin(Http2Frame.Setting... settings) {
        send(new Http2Frame.Settings(settings), Http2Frame.Settings.acknowledgement());
        return this;
    }

    Http2Wire wire() {
        return wire;
    }

    void send(Http2Frame... frames) {
        wire.write(frames).block(Loopback.PATIENCE);
    }

    /** The next frame, null when the connection has been closed. */
    @Nullable
    Http2Frame next() {
        return wire.next().block(Loopback.PATIENCE);
    }

    /** The next frame of a kind. */
    <T extends Http2Frame> T next(Class<T> kind) {
        for (Http2Frame frame = next(); frame != null; frame = next()) {
            if (kind.isInstance(frame)) {
                return kind.cast(frame);
            }
        }
        throw new AssertionError("the connection was closed before a " + kind.getSimpleName());
    }

    /** All frames up to the answer to a PING that is sent now, or to the end of the connection. */
    List<Http2Frame> until() {
        wire.write(new Http2Frame.Ping(MARK, false)).onErrorComplete().block(Loopback.PATIENCE);
        List<Http2Frame> frames = new ArrayList<>();
        for (Http2Frame frame = next(); frame != null; frame = next()) {
            frames.add(frame);
            if (frame instanceof Http2Frame.Ping ping && ping.ack() && ping.opaque() == MARK) {
                return frames;
            }
        }
        return frames;
    }

    /** Sends what a breach sends and looks at what becomes of it. */
    void commit(Breach breach) {
        wire.write(breach.frames().toArray(new Http2Frame[0])).onErrorComplete().block(Loopback.PATIENCE);
        List<Http2Frame> answers = until();
        boolean alive = answers.stream().anyMatch(frame -> frame instanceof Http2Frame.Ping ping && ping.ack());
        List<Http2Error> goAways = answers.stream()
                .filter(Http2Frame.GoAway.class::isInstance)
                .map(frame -> ((Http2Frame.GoAway) frame).error())
                .filter(error -> error != Http2Error.NO_ERROR)
                .toList();
        List<Http2Error> resets = answers.stream()
                .filter(frame -> frame instanceof Http2Frame.RstStream
                        && frame.streamId() == breach.outcome().streamId())
                .map(frame -> ((Http2Frame.RstStream) frame).error())
                .toList();
        String seen = breach.rule() + ": " + answers;
        if (breach.outcome().streamId() < 0) {
            assertThat(alive).as(seen).isTrue();
            assertThat(goAways).as(seen).isEmpty();
            assertThat(answers).as(seen).noneMatch(Http2Frame.RstStream.class::isInstance);
        } else if (breach.outcome().streamId() == 0) {
            assertThat(goAways).as(seen).isNotEmpty();
            assertThat(breach.outcome().errors()).as(seen).containsAll(goAways);
            assertThat(alive).as(seen).isFalse();
        } else {
            assertThat(resets.isEmpty() ? goAways : resets).as(seen).isNotEmpty();
            assertThat(breach.outcome().errors()).as(seen).containsAll(resets).containsAll(goAways);
        }
    }

    @Override
    public void close() {
        wire.close().block(Loopback.PATIENCE);
    }
}
