/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import javax.net.ssl.SSLSession;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.connection.ConnectionObserver;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.Direction;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.connection.Role;
import io.wayfarer.protocol.delivery.LoopWrite;
import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.Http2Error;

/**
 * A client's connection of HTTP/3. Each stream is held back by its own window of QUIC; so one that nobody reads holds back only
 * itself.
 *
 * <p>Streams that are reset leave something behind until the connection ends; after {@value #MOST_RESETS} of them it takes no new
 * ones.
 */
public final class Http3Connection implements HttpConnection {

    static final int MOST_RESETS = 1000;

    private static final ConnectionObserver NOBODY = new ConnectionObserver() {};

    private final QuicChannel channel;
    private final ConnectionSettings bounds;

    /** A channel that is closed does not know them any more. */
    private final SocketAddress local;

    private final SocketAddress remote;
    private final SSLSession session;
    private volatile int activeStreams;
    private volatile boolean draining;

    // On the event loop.
    private final Set<Http3Stream> active = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Runnable> whenIdle = new ArrayList<>(1);
    private ConnectionObserver observer = NOBODY;
    private long maxFieldSection = Long.MAX_VALUE;
    private int resets;
    private boolean closedTold;

    /** Of a channel whose handshake is done. */
    Http3Connection(QuicChannel channel, ConnectionSettings bounds) {
        this.channel = channel;
        this.bounds = bounds;
        this.local = Objects.requireNonNull(channel.localSocketAddress(), "local");
        this.remote = Objects.requireNonNull(channel.remoteSocketAddress(), "remote");
        this.session = Objects.requireNonNull(channel.sslEngine(), "sslEngine").getSession();
        channel.closeFuture().addListener(closed -> wasClosed());
    }

    @Override
    public Role role() {
        return Role.CLIENT;
    }

    @Override
    public ProtocolVersion version() {
        return ProtocolVersion.HTTP_3;
    }

    @Override
    public QuicChannel channel() {
        return channel;
    }

    @Override
    public SocketAddress localAddress() {
        return local;
    }

    @Override
    public SocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public SSLSession tls() {
        return session;
    }

    ConnectionSettings bounds() {
        return bounds;
    }

    @Override
    public boolean open() {
        return !draining && channel.isActive();
    }

    @Override
    public int activeStreams() {
        return activeStreams;
    }

    /** {@inheritDoc} By what the server allows (RFC 9000 section 4.6), which grows as streams end. */
    @Override
    public int availableStreams() {
        return open()
                ? (int) Math.min(Integer.MAX_VALUE / 2, channel.peerAllowedStreams(QuicStreamType.BIDIRECTIONAL))
                : 0;
    }

    @Override
    public HttpStream newStream() {
        return new Http3Stream(this);
    }

    /** Completes with the connection: servers open no streams (RFC 9114 section 6.1), and promises are not asked for. */
    @Override
    public Flux<HttpStream> incoming() {
        return closed().thenMany(Flux.empty());
    }

    @Override
    public void observe(ConnectionObserver value) {
        onLoop(() -> {
            observer = value;
            if (closedTold) {
                value.onClosed(this);
            }
        });
    }

    @Override
    public Mono<Void> flush() {
        return write(promise -> {
            channel.flush();
            promise.trySuccess();
        });
    }

    @Override
    public Mono<Void> shutdown(Direction direction) {
        Mono<Void> drained = write(promise -> {
            drain();
            whenIdle.add(promise::trySuccess);
            idle();
        });
        Mono<Void> orderly = direction == Direction.BOTH ? drained.then(close()) : drained;
        return Mono.firstWithSignal(orderly, closed()).timeout(bounds.closeTimeout(), close());
    }

    @Override
    public Mono<Void> close() {
        return write(promise -> {
            draining = true;
            channel.close(true, Http3ErrorCode.H3_NO_ERROR.code(), Unpooled.EMPTY_BUFFER)
                    .addListener(done -> promise.trySuccess());
        });
    }

    @Override
    public Mono<Void> closed() {
        return write(promise -> channel.closeFuture().addListener(done -> promise.trySuccess()));
    }

    private Mono<Void> write(Consumer<ChannelPromise> work) {
        return new LoopWrite(channel, cause -> cause, work);
    }

    /** Always fails: streams share the channel. */
    @Override
    public Mono<Channel> takeChannel() {
        return Mono.error(new IllegalStateException("the channel of an HTTP/3 connection cannot be taken"));
    }

    private void onLoop(Runnable work) {
        if (channel.eventLoop().inEventLoop()) {
            work.run();
        } else {
            channel.eventLoop().execute(work);
        }
    }

    // What follows is called on the event loop.

    /** Why no stream can be opened now, null when one can. */
    @Nullable
    ConnectionEndedException refusal() {
        if (!open()) {
            return new ConnectionEndedException(
                    Http2Error.REFUSED_STREAM, "the connection takes no new streams", true, false, null);
        }
        return availableStreams() > 0
                ? null
                : new ConnectionEndedException(
                        Http2Error.REFUSED_STREAM,
                        "the peer takes no more streams at a time (RFC 9000 section 4.6)",
                        true,
                        false,
                        null);
    }

    void open(Http3Stream stream) {
        active.add(stream);
        activeStreams = active.size();
        RequestChannels.open(channel, stream);
    }

    /** The stream is over, both ways. Called before its receiver is told. */
    void left(Http3Stream stream) {
        if (!active.remove(stream)) {
            return;
        }
        activeStreams = active.size();
        observer.onAvailable(this);
        if (active.isEmpty() && open()) {
            observer.onIdle(this);
        }
        idle();
    }

    void wasReset() {
        if (++resets == MOST_RESETS) {
            drain();
        }
    }

    private void idle() {
        if (active.isEmpty() && !whenIdle.isEmpty()) {
            List<Runnable> waiting = new ArrayList<>(whenIdle);
            whenIdle.clear();
            waiting.forEach(Runnable::run);
        }
    }

    private void drain() {
        if (!draining) {
            draining = true;
            observer.onDraining(this);
        }
    }

    /** The server has said how large a section of fields may be (RFC 9114 section 7.2.4.1). */
    void limited(@Nullable Long maxBytes) {
        maxFieldSection = maxBytes == null ? Long.MAX_VALUE : maxBytes;
    }

    long maxFieldSection() {
        return maxFieldSection;
    }

    /** The server processes no streams from this one on (RFC 9114 section 5.2). */
    void goAway(long firstUnprocessed) {
        drain();
        for (Http3Stream stream : List.copyOf(active)) {
            if (stream.wire() != null && stream.id() >= firstUnprocessed) {
                stream.breakOff(
                        Http2Error.CANCEL,
                        new ConnectionEndedException(
                                Http2Error.REFUSED_STREAM, "the peer went away before it", true, stream.begun(), null));
            }
        }
    }

    void moreStreams() {
        observer.onAvailable(this);
    }

    /** Why a stream ends with the connection. */
    ConnectionEndedException ended(Http3Stream stream, @Nullable Throwable cause) {
        return new ConnectionEndedException(Http2Error.NO_ERROR, "the connection ended", false, stream.begun(), cause);
    }

    private void wasClosed() {
        draining = true;
        closedTold = true;
        observer.onClosed(this);
        for (Http3Stream stream : List.copyOf(active)) {
            stream.broken(ended(stream, null));
        }
        idle();
    }

    /** As in {@code HTTP/3 CLIENT, 3 streams}. */
    @Override
    public String toString() {
        return "HTTP/3 CLIENT, " + activeStreams + " streams";
    }
}
