/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.util.concurrent.RejectedExecutionException;

import javax.net.ssl.SSLSession;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.netty.NettyPipeline;

import io.wayfarer.protocol.connection.ConnectionObserver;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.Direction;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.connection.Role;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.tls.TlsLayers;

/**
 * A connection that speaks HTTP/1.1 or HTTP/1.0 (RFC 9112).
 *
 * <p>Made on a channel that is open, TLS included where there is any. The connection takes over reading: it sets the
 * channel's auto-read as it needs it, and turns auto-close off, so that an answer is still read after writing has failed.
 * As HTTP/1 cannot end a single stream, {@link HttpStream#reset} closes the connection once anything was written.
 */
public final class Http1Connection implements HttpConnection {

    private static final ConnectionObserver NOBODY = new ConnectionObserver() {};

    private final Role role;
    private final Channel channel;
    private final ConnectionSettings settings;
    private final Http1Handler handler;
    private final Sinks.Empty<Void> closed = Sinks.empty();
    private volatile ProtocolVersion version;
    private volatile ConnectionObserver observer = NOBODY;
    private volatile boolean draining;
    private volatile boolean ended;
    private volatile int active;
    private volatile @Nullable PeerProtocolException violation;

    private Http1Connection(Role role, Channel channel, ConnectionSettings settings, ProtocolVersion version) {
        this.role = role;
        this.channel = channel;
        this.settings = settings;
        this.version = version;
        this.handler = role == Role.CLIENT
                ? new ClientHandler(this, channel, settings, version)
                : new ServerHandler(this, channel, settings, version);
    }

    /** A client's side of HTTP/1.1 on a channel. May be called on any thread; best on the channel's event loop. */
    public static Http1Connection client(Channel channel, ConnectionSettings settings) {
        return client(channel, settings, ProtocolVersion.HTTP_1_1);
    }

    /**
     * A client's side.
     *
     * @param version what requests say
     */
    public static Http1Connection client(Channel channel, ConnectionSettings settings, ProtocolVersion version) {
        Http1Connection connection = new Http1Connection(Role.CLIENT, channel, settings, checked(version));
        connection.install();
        return connection;
    }

    /**
     * A server's side on a channel that was accepted. May be called on any thread; best on the channel's event loop, before
     * anything was read. Requests that break a rule are answered here, with 400, 408, 414, 431, 501 or 505, and the
     * connection is closed behind that answer.
     */
    public static Http1Connection server(Channel channel, ConnectionSettings settings) {
        return server(channel, settings, ProtocolVersion.HTTP_1_1);
    }

    /**
     * A server's side, as {@link #server(Channel, ConnectionSettings)}.
     *
     * @param newest the newest version that is spoken: with HTTP/1.0, newer requests are taken for that (RFC 9110 section 2.5)
     */
    public static Http1Connection server(Channel channel, ConnectionSettings settings, ProtocolVersion newest) {
        Http1Connection connection = new Http1Connection(Role.SERVER, channel, settings, checked(newest));
        connection.install();
        return connection;
    }

    private static ProtocolVersion checked(ProtocolVersion version) {
        if (version.multiplexed()) {
            throw new IllegalArgumentException("version: " + version + " (expected: HTTP/1.0 or HTTP/1.1)");
        }
        return version;
    }

    private void install() {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.ReactiveBridge) != null) {
            pipeline.addBefore(NettyPipeline.ReactiveBridge, Http1Handler.NAME, handler);
        } else {
            pipeline.addLast(Http1Handler.NAME, handler);
        }
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public ProtocolVersion version() {
        return version;
    }

    void version(ProtocolVersion spoken) {
        version = spoken;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public @Nullable SSLSession tls() {
        return TlsLayers.session(channel.pipeline());
    }

    @Override
    public boolean open() {
        return !draining && !ended && channel.isActive();
    }

    @Override
    public int activeStreams() {
        return active;
    }

    @Override
    public int availableStreams() {
        return open() ? Math.max(0, settings.maxPipelined() - active) : 0;
    }

    @Override
    public HttpStream newStream() {
        if (role == Role.SERVER) {
            throw new IllegalStateException("a server cannot open streams in HTTP/1");
        }
        return new Http1Stream(handler, new HeadFacts());
    }

    /** What the peer did wrong where that ended the connection, or null. */
    public @Nullable PeerProtocolException violation() {
        return violation;
    }

    void violation(PeerProtocolException wrong) {
        if (violation == null) {
            violation = wrong;
        }
    }

    @Override
    public Flux<HttpStream> incoming() {
        return handler.incoming();
    }

    @Override
    public void observe(ConnectionObserver who) {
        observer = who;
    }

    ConnectionObserver observer() {
        return observer;
    }

    /** Sets the longest request or status line from the next message on, in octets. At least 64. */
    public void maxLineBytes(int octets) {
        if (octets < 64) {
            throw new IllegalArgumentException("maxLineBytes: " + octets + " (expected: >= 64)");
        }
        handler.run(() -> handler.reader.maxLineBytes(octets), null);
    }

    @Override
    public Mono<Void> flush() {
        return Mono.create(sink -> channel.writeAndFlush(io.netty.buffer.Unpooled.EMPTY_BUFFER)
                .addListener(written -> {
                    if (written.isSuccess()) {
                        sink.success();
                    } else {
                        sink.error(written.cause());
                    }
                }));
    }

    /**
     * Ends the connection when what is under way has ended, whichever direction is named: with one of them closed, HTTP/1
     * has no use for the other. A server says so in its last answer. After {@link ConnectionSettings#closeTimeout} the
     * connection is closed in any case.
     */
    @Override
    public Mono<Void> shutdown(Direction direction) {
        return Mono.defer(() -> {
            handler.run(handler::shutdown, null);
            return closed();
        });
    }

    @Override
    public Mono<Void> close() {
        return Mono.defer(() -> {
            handler.run(() -> handler.closeNow(null), null);
            return closed();
        });
    }

    @Override
    public Mono<Void> closed() {
        return closed.asMono();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Handlers for what comes next are to be added to the pipeline while the channel is emitted, on its event loop:
     * octets that wait are fired directly after.
     */
    @Override
    public Mono<Channel> takeChannel() {
        return Mono.create(sink -> handler.run(
                () -> {
                    if (ended) {
                        sink.error(new IllegalStateException("the connection has ended"));
                    } else if (!handler.handover.whenFree(() -> giveAway(sink))) {
                        sink.error(new IllegalStateException("streams are under way"));
                    }
                },
                null));
    }

    private void giveAway(MonoSink<Channel> sink) {
        if (ended) {
            sink.error(new IllegalStateException("the connection has ended"));
            return;
        }
        drain();
        handler.handover.leave(() -> sink.success(channel));
        ended();
    }

    // What the handler tells. On the event loop.

    void active(int streams) {
        active = streams;
    }

    void drain() {
        if (!draining) {
            draining = true;
            observer.onDraining(this);
        }
    }

    void ended() {
        if (!ended) {
            ended = true;
            draining = true;
            active = 0;
            observer.onClosed(this);
            if (closed.tryEmitEmpty().isFailure()) {
                throw new RejectedExecutionException("the connection ended twice");
            }
        }
    }
}
