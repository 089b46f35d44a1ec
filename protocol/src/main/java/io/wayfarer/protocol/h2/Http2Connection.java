/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLSession;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.PromiseNotifier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;

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
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Octets;
import io.wayfarer.protocol.tls.TlsLayers;

/**
 * A connection of HTTP/2 on a channel that is connected already, by prior knowledge, ALPN or otherwise.
 *
 * <pre>{@code
 * Http2Connection connection = Http2Connection.client(channel, ConnectionSettings.defaults(), Http2Settings.defaults());
 * HttpStream stream = connection.newStream();
 * stream.exchange(request, null, receiver);
 * }</pre>
 *
 * <p>Content is given back to the connection's window as it arrives, and to the stream's window as it is delivered: a
 * stream that nobody reads holds back only itself, and at most one window of it waits in memory for each stream.
 */
public final class Http2Connection implements HttpConnection {

    /** The name of the handler in the channel's pipeline. */
    public static final String HANDLER = "wayfarer.h2";

    private final Channel channel;
    private final Role role;
    private final ConnectionSettings bounds;
    private final Http2Settings settings;
    private final Http2Limits limits;
    private final Http2Codec codec;

    private Http2Connection(
            Channel channel, Role role, ConnectionSettings bounds, Http2Settings settings, Http2Limits limits) {
        this.channel = channel;
        this.role = role;
        this.bounds = bounds;
        this.limits = limits;
        this.settings = Codecs.advertised(role, bounds, settings);
        this.codec = Codecs.codec(this, channel.eventLoop(), role, bounds, this.settings, limits);
    }

    /** As {@link #client(Channel, ConnectionSettings, Http2Settings, Http2Limits)} with the default limits. */
    public static Http2Connection client(Channel channel, ConnectionSettings bounds, Http2Settings settings) {
        return client(channel, bounds, settings, Http2Limits.defaults());
    }

    /**
     * Sends the preface (RFC 9113 section 3.4) and speaks as a client from then on. All octets of the channel belong to
     * the connection, which stands before Reactor Netty's bridge where there is one, and switches on the channel's
     * auto-read: a server may speak first, so that it has to be off until then.
     */
    public static Http2Connection client(
            Channel channel, ConnectionSettings bounds, Http2Settings settings, Http2Limits limits) {
        return new Http2Connection(channel, Role.CLIENT, bounds, settings, limits).begin();
    }

    /**
     * Speaks as a client where the server has agreed in HTTP/1.1 to go on in HTTP/2 (RFC 7540 section 3.2). The request that
     * asked for it is stream 1, whose answer is not waited for: it is reset. Called on the channel's event loop, before
     * anything behind the server's 101 is read.
     *
     * @param settings as the request said by {@link #upgradeSettings}
     */
    public static Http2Connection upgraded(Channel channel, ConnectionSettings bounds, Http2Settings settings) {
        Http2Connection connection = client(channel, bounds, settings);
        connection.codec.giveUpFirstStream();
        return connection;
    }

    /** What a request in HTTP/1.1 says in {@code HTTP2-Settings} that asks for an upgrade (RFC 7540 section 3.2.1). */
    public static String upgradeSettings(ConnectionSettings bounds, Http2Settings settings) {
        return Codecs.advertised(Role.CLIENT, bounds, settings).base64Url();
    }

    /** As {@link #server(Channel, ConnectionSettings, Http2Settings, Http2Limits)} with the default limits. */
    public static Http2Connection server(Channel channel, ConnectionSettings bounds, Http2Settings settings) {
        return server(channel, bounds, settings, Http2Limits.defaults());
    }

    /** Expects the client's preface as the next octets, and speaks as a server. */
    public static Http2Connection server(
            Channel channel, ConnectionSettings bounds, Http2Settings settings, Http2Limits limits) {
        return new Http2Connection(channel, Role.SERVER, bounds, settings, limits).begin();
    }

    private Http2Connection begin() {
        if (channel.pipeline().get(NettyPipeline.ReactiveBridge) == null) {
            channel.pipeline().addLast(HANDLER, codec);
        } else {
            channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, HANDLER, codec);
        }
        channel.config().setAutoRead(true); // Reactor Netty switches it off for every connection
        return this;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public ProtocolVersion version() {
        return ProtocolVersion.HTTP_2;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public @Nullable SSLSession tls() {
        return TlsLayers.session(channel.pipeline());
    }

    /** What this side has told the peer at the beginning. */
    public Http2Settings settings() {
        return settings;
    }

    /** What the peer has told so far; empty before its first SETTINGS. */
    public Http2Settings peerSettings() {
        return codec.session().peerSettings();
    }

    Http2Limits limits() {
        return limits;
    }

    ConnectionSettings bounds() {
        return bounds;
    }

    Http2Codec codec() {
        return codec;
    }

    @Override
    public boolean open() {
        return codec.session().open();
    }

    @Override
    public int activeStreams() {
        return codec.session().active();
    }

    /**
     * {@inheritDoc} By the peer's SETTINGS_MAX_CONCURRENT_STREAMS; until it has said, by the 100 that it should allow at
     * least (RFC 9113 section 6.5.2).
     */
    @Override
    public int availableStreams() {
        return codec.session().available();
    }

    @Override
    public Http2Stream newStream() {
        if (role == Role.SERVER) {
            throw new IllegalStateException("a server opens no streams (expected: a promise on a client's stream)");
        }
        return new Http2Stream(this, codec, null, null);
    }

    @Override
    public Flux<HttpStream> incoming() {
        return codec.session().incoming();
    }

    @Override
    public void observe(ConnectionObserver observer) {
        codec.onLoop(() -> codec.session().observe(observer));
    }

    @Override
    public Mono<Void> flush() {
        return write(promise -> {
            codec.flush(codec.context());
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER, promise);
        });
    }

    /**
     * Changes settings of this side while the connection lives. Completes when the peer has acknowledged them, from when
     * on they hold (RFC 9113 section 6.5.3).
     */
    public Mono<Void> updateSettings(Http2Settings changes) {
        return write(promise -> {
            if (!open()) {
                promise.setFailure(ended());
                return;
            }
            Http2Settings told = role == Role.SERVER
                    ? changes.toBuilder().unset(Http2Settings.ENABLE_PUSH).build()
                    : changes;
            codec.encoder().writeSettings(codec.context(), Codecs.toNetty(told), channel.newPromise());
            codec.session().acknowledgements().await(promise);
            codec.flushSoon();
        });
    }

    /** Makes the window of the connection larger, for good (RFC 9113 section 6.9). */
    public Mono<Void> increaseWindow(int octets) {
        return write(promise -> codec.sending().increaseWindow(null, octets, promise));
    }

    /**
     * The frames that arrive, of any type, from the subscription on and beside their usual treatment. A subscriber that is
     * slower than the peer fails. Header sections are as compressed as they came.
     */
    public Flux<Http2Frame> frames() {
        return codec.tap().frames();
    }

    /** The deprecated priorities that the peer sends, on HEADERS too (RFC 9113 section 5.3.2). Nothing obeys them here. */
    public Flux<Http2Frame.Priority> priorities() {
        return codec.session().priorities();
    }

    /**
     * Sends a frame as it is, at once: the connection does not check it, and does not take note. What the protocol forbids
     * can be sent so, and the connection's own view of streams and windows is wrong from then on.
     */
    public Mono<Void> writeFrame(Http2Frame frame) {
        return write(promise -> codec.sending().writeFrame(frame, promise));
    }

    /**
     * As {@link #writeFrame(Http2Frame)}, of any type.
     *
     * @param payload is released
     */
    public Mono<Void> writeFrame(int type, int flags, int streamId, ByteBuf payload) {
        return Mono.defer(() -> {
            Octets octets = Octets.copyOf(payload);
            payload.release();
            return writeFrame(new Http2Frame.Unknown(type, flags, streamId, octets));
        });
    }

    /** Asks the peer for a sign of life (RFC 9113 section 6.7) and tells how long it took. */
    public Mono<Duration> ping() {
        return Mono.create(sink -> codec.onLoop(() -> {
            long begun = System.nanoTime();
            if (codec.session().closed()) {
                sink.error(ended());
                return;
            }
            codec.session().pings().send(() -> {
                if (codec.session().closed()) {
                    sink.error(ended());
                } else {
                    sink.success(Duration.ofNanos(System.nanoTime() - begun));
                }
            });
        }));
    }

    /**
     * Tells the peer at once which of its streams are, or may be, processed (RFC 9113 section 6.8); later ones are
     * ignored. With another error than {@link Http2Error#NO_ERROR} the connection is closed behind it.
     *
     * @param lastStreamId the last stream of the peer that is processed; no more than an earlier one said
     * @param debug is released
     */
    public Mono<Void> goAway(int lastStreamId, Http2Error error, ByteBuf debug) {
        return write(promise -> {
            codec.session().drain();
            codec.goAway(lastStreamId, error, debug).addListener(new PromiseNotifier<>(promise));
        });
    }

    /** Tells the peer in two steps that no more streams are taken, so that none under way is lost (section 6.8). */
    public Mono<Void> goAway() {
        return goAway(Integer.MAX_VALUE, Http2Error.NO_ERROR, Unpooled.EMPTY_BUFFER)
                .then(ping())
                .then(write(promise -> codec.goAway(codec.lastTaken(), Http2Error.NO_ERROR, Unpooled.EMPTY_BUFFER)
                        .addListener(new PromiseNotifier<>(promise))));
    }

    @Override
    public Mono<Void> shutdown(Direction direction) {
        Mono<Void> drained = write(promise -> {
            codec.session().drain();
            codec.session().whenIdle(() -> promise.trySuccess());
        });
        Mono<Void> orderly = switch (direction) {
            case OUTPUT -> drained;
            case INPUT -> goAway().then(drained);
            case BOTH -> goAway().then(drained).then(close());
        };
        return Mono.firstWithSignal(orderly, closed()).timeout(bounds.closeTimeout(), close());
    }

    @Override
    public Mono<Void> close() {
        return write(promise -> {
            codec.session().drain();
            codec.closeNow(promise);
        });
    }

    @Override
    public Mono<Void> closed() {
        return new LoopWrite(
                channel, cause -> cause, promise -> channel.closeFuture().addListener(done -> promise.trySuccess()));
    }

    /** Always fails: streams share the channel. */
    @Override
    public Mono<Channel> takeChannel() {
        return Mono.error(new IllegalStateException("the channel of an HTTP/2 connection cannot be taken"));
    }

    private ConnectionEndedException ended() {
        return new ConnectionEndedException(Http2Error.NO_ERROR, "the connection ended", false, false, null);
    }

    private Mono<Void> write(Consumer<ChannelPromise> work) {
        UnaryOperator<Throwable> explain = cause -> cause instanceof RuntimeException
                        || cause instanceof io.wayfarer.protocol.error.HttpTransportException
                ? cause
                : new ConnectionEndedException(Http2Error.NO_ERROR, "the connection ended", false, false, cause);
        return new LoopWrite(channel, explain, work);
    }

    /** As in {@code HTTP/2 CLIENT, 3 streams}. */
    @Override
    public String toString() {
        return "HTTP/2 " + role + ", " + activeStreams() + " streams";
    }
}
