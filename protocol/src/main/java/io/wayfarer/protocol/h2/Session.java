/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.time.Duration;
import java.util.ArrayDeque;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream.State;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import io.wayfarer.protocol.connection.ConnectionObserver;
import io.wayfarer.protocol.connection.Role;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.frame.Http2Frame;

/** What becomes of one connection and its streams, from its beginning to its end. On the event loop only. */
final class Session extends Http2ConnectionAdapter {

    /** How many streams a peer is taken to allow before it has said so. */
    private static final int ASSUMED_STREAMS = 100;

    private final Http2Connection connection;
    private final Http2Codec codec;
    private final boolean server;
    private final PropertyKey key;
    private final IncomingStreams incoming;
    private final Acknowledgements acknowledgements;
    private final SilenceWatch silence;
    private final Pings pings;
    private final Ending ending;
    private final ArrayDeque<Runnable> whenIdle = new ArrayDeque<>(1);
    private final Sinks.Many<Http2Frame.Priority> priorities =
            Sinks.many().multicast().directBestEffort();
    private ConnectionObserver observer = new ConnectionObserver() {};
    private volatile Http2Settings peer = Http2Settings.builder().build();
    private volatile boolean draining;
    private volatile boolean closed;
    private volatile int active;
    private volatile int available = ASSUMED_STREAMS;
    private boolean peerKnown;

    Session(Http2Connection connection, Http2Codec codec) {
        this.connection = connection;
        this.codec = codec;
        this.server = connection.role() == Role.SERVER;
        this.key = codec.connection().newKey();
        this.incoming = new IncomingStreams(codec);
        this.acknowledgements = new Acknowledgements(codec, connection.limits().settingsTimeout());
        this.pings = new Pings(codec);
        this.ending = new Ending(server);
        this.silence = new SilenceWatch(codec, server, connection.bounds().streamLimits());
    }

    PropertyKey key() {
        return key;
    }

    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    SilenceWatch silence() {
        return silence;
    }

    Pings pings() {
        return pings;
    }

    Ending ending() {
        return ending;
    }

    IncomingStreams incoming() {
        return incoming;
    }

    boolean open() {
        return !draining && !closed;
    }

    boolean closed() {
        return closed;
    }

    int active() {
        return active;
    }

    int available() {
        return available;
    }

    Http2Settings peerSettings() {
        return peer;
    }

    void observe(ConnectionObserver next) {
        observer = next;
        if (closed) {
            next.onClosed(connection);
        }
    }

    Duration headTimeout() {
        return connection.bounds().headTimeout();
    }

    @Nullable
    Http2Stream streamOf(io.netty.handler.codec.http2.@Nullable Http2Stream wire) {
        return wire == null ? null : wire.getProperty(key);
    }

    // Begin and settings

    void begin() throws Http2Exception {
        io.netty.handler.codec.http2.Http2Stream whole = codec.connection().connectionStream();
        int more = connection.limits().connectionWindow() - 65535;
        if (more > 0) {
            codec.decoder().flowController().incrementWindowSize(whole, more);
        }
        acknowledgements.await(codec.context().newPromise());
        silence.begin();
    }

    /** What the peer has changed of its settings. */
    void told(io.netty.handler.codec.http2.Http2Settings settings) {
        Http2Settings.Builder merged = peer.toBuilder();
        settings.forEach((id, value) -> merged.received(id, value));
        peer = merged.build();
        boolean first = !peerKnown;
        peerKnown = true;
        int before = available;
        publish();
        if (first || available != before) {
            observer.onAvailable(connection);
        }
    }

    void prioritised(int streamId, int dependsOn, int weight, boolean exclusive) {
        priorities.tryEmitNext(
                new Http2Frame.Priority(streamId, 0, new Http2Frame.Weight(dependsOn, exclusive, weight)));
    }

    Flux<Http2Frame.Priority> priorities() {
        return priorities.asFlux();
    }

    /** Of clients nobody wants to know it (RFC 7838 section 4), and of streams that are none. */
    void alternatives(int streamId, ByteBuf payload) {
        if (server || (streamId != 0 && streamOf(codec.connection().stream(streamId)) == null)) {
            return;
        }
        AltSvcFrame frame = AltSvcFrame.of(streamId, payload);
        if (frame != null) {
            observer.onAlternatives(connection, frame.origin(), frame.value());
        }
    }

    // Life of streams

    @Override
    public void onStreamAdded(io.netty.handler.codec.http2.Http2Stream wire) {
        codec.sending().attach(wire);
    }

    @Override
    public void onStreamActive(io.netty.handler.codec.http2.Http2Stream wire) {
        silence.heard(streamOf(wire));
        publish();
    }

    @Override
    public void onStreamHalfClosed(io.netty.handler.codec.http2.Http2Stream wire) {
        Http2Stream stream = streamOf(wire);
        if (stream == null) {
            return;
        }
        silence.heard(stream);
        if (wire.state() == State.HALF_CLOSED_REMOTE) {
            stream.inbox().end();
        } else if (server && !stream.inbox().asked()) {
            stream.reset(Http2Error.NO_ERROR);
        }
    }

    @Override
    public void onStreamRemoved(io.netty.handler.codec.http2.Http2Stream wire) {
        Http2Stream stream = streamOf(wire);
        if (stream != null) {
            finish(stream); // a promised stream that ends before it is active is not closed, to Netty, but gone
        }
    }

    @Override
    public void onStreamClosed(io.netty.handler.codec.http2.Http2Stream wire) {
        int before = available;
        publish();
        Http2Stream stream = streamOf(wire);
        if (!closed) {
            if (available > before) {
                observer.onAvailable(connection);
            }
            if (active == 0 && open()) {
                observer.onIdle(connection);
            }
        }
        if (stream != null) {
            finish(stream);
        }
        if (active == 0) {
            idle();
        }
    }

    private void finish(Http2Stream stream) {
        incoming.remove(stream);
        Throwable failure = stream.failure();
        if (failure == null && !stream.inbox().ending()) {
            failure = ending.reasonFor(stream, null);
            stream.failure(failure);
        }
        if (failure != null) {
            stream.inbox().breakOff(failure);
        } else {
            stream.inbox().end();
        }
        if (server && !stream.inbox().asked()) {
            stream.inbox().failNow(new StreamResetException(Http2Error.NO_ERROR, false));
        }
        stream.inbox().detach();
    }

    void failNow(io.netty.handler.codec.http2.Http2Stream wire) {
        Http2Stream stream = streamOf(wire);
        if (stream != null && stream.failure() != null) {
            stream.inbox().breakOff(stream.failure());
        }
    }

    private void publish() {
        active = codec.connection().numActiveStreams();
        var local = codec.connection().local();
        int most = peerKnown ? local.maxActiveStreams() : Math.min(ASSUMED_STREAMS, local.maxActiveStreams());
        available = open() ? Math.max(0, most - local.numActiveStreams()) : 0;
    }

    private void idle() {
        for (Runnable next = whenIdle.poll(); next != null; next = whenIdle.poll()) {
            next.run();
        }
        if (ending.goneAway() && !server && !closed) {
            codec.closeNow(codec.context().newPromise());
        }
    }

    /** Runs the work once no stream is under way. */
    void whenIdle(Runnable work) {
        if (codec.connection().numActiveStreams() == 0) {
            work.run();
        } else {
            whenIdle.add(work);
        }
    }

    // The end

    void drain() {
        if (!draining) {
            draining = true;
            publish();
            if (!closed) {
                observer.onDraining(connection);
            }
        }
    }

    /** The peer goes away, and has processed no later stream of this side. */
    void goAway(int lastStreamId, Http2Error error) {
        ending.goAway(lastStreamId, error);
        drain();
    }

    @Override
    public void onGoAwayReceived(int lastStreamId, long errorCode, ByteBuf debugData) {
        if (codec.connection().numActiveStreams() == 0) {
            codec.loop().execute(() -> {
                if (!closed && codec.connection().numActiveStreams() == 0) {
                    idle();
                }
            });
        }
    }

    void violated(PeerProtocolException wrong) {
        ending.violated(wrong);
        drain();
    }

    /** Fails the streams under way before the connection is closed. */
    void failAll() {
        try {
            codec.connection().forEachActiveStream(wire -> {
                Http2Stream stream = streamOf(wire);
                if (stream != null) {
                    stream.failure(ending.reasonFor(stream, null));
                    codec.loop().execute(() -> failNow(wire));
                }
                return true;
            });
        } catch (Http2Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Once, before Netty ends the streams. */
    void connectionClosed() {
        if (closed) {
            return;
        }
        closed = true;
        publish();
        silence.end();
        observer.onClosed(connection);
        acknowledgements.fail(ending.reason());
        pings.end();
        codec.loop().execute(incoming::end);
    }
}
