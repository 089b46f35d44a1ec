/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream.State;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import io.wayfarer.protocol.connection.ConnectionObserver;
import io.wayfarer.protocol.connection.Role;
import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.header.HeaderList;

/** What becomes of one connection: hears Netty's events, and tells the streams and the observer. On the event loop. */
final class Session extends Http2EventAdapter {

    /** How many streams a peer is taken to allow before it has said so. */
    private static final int ASSUMED_STREAMS = 100;

    private final Http2Connection connection;
    private final Http2Codec codec;
    private final boolean server;
    private final PropertyKey key;
    private final IncomingStreams incoming;
    private final ArrayDeque<ChannelPromise> unacknowledged = new ArrayDeque<>(2);
    private final Map<Long, Runnable> pings = new HashMap<>(2);
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
    private int lastKnownByPeer = Integer.MAX_VALUE;
    private Http2Error goAwayError = Http2Error.NO_ERROR;
    private boolean goAwayReceived;
    private @Nullable PeerProtocolException violation;
    private @Nullable Throwable broken;
    private @Nullable ScheduledFuture<?> settingsTimer;
    private @Nullable ScheduledFuture<?> silenceTimer;
    private final long readTimeoutNanos;

    Session(Http2Connection connection, Http2Codec codec) {
        this.connection = connection;
        this.codec = codec;
        this.server = connection.role() == Role.SERVER;
        this.key = codec.connection().newKey();
        this.incoming = new IncomingStreams(codec);
        this.readTimeoutNanos = connection.bounds().readTimeout().toNanos();
    }

    PropertyKey key() {
        return key;
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

    private @Nullable Http2Stream stream(int id) {
        return streamOf(codec.connection().stream(id));
    }

    // Begin and settings

    void begin() throws Http2Exception {
        io.netty.handler.codec.http2.Http2Stream whole = codec.connection().connectionStream();
        int more = connection.limits().connectionWindow() - 65535;
        if (more > 0) {
            codec.decoder().flowController().incrementWindowSize(whole, more);
        }
        awaitAcknowledgement(codec.context().newPromise());
        if (readTimeoutNanos > 0) {
            long often = Math.max(10_000_000, readTimeoutNanos / 4);
            silenceTimer =
                    codec.loop().scheduleWithFixedDelay(this::endSilentStreams, often, often, TimeUnit.NANOSECONDS);
        }
    }

    private void heard(@Nullable Http2Stream stream) {
        if (readTimeoutNanos > 0 && stream != null) {
            stream.heard(System.nanoTime());
        }
    }

    /** Ends the streams on which something is awaited, and nothing was heard for too long. */
    private void endSilentStreams() {
        long now = System.nanoTime();
        List<Http2Stream> silent = new ArrayList<>();
        try {
            codec.connection().forEachActiveStream(wire -> {
                Http2Stream stream = streamOf(wire);
                boolean sent = server || wire.state() == State.HALF_CLOSED_LOCAL;
                if (stream != null && sent && stream.inbox().awaiting() && now - stream.heard() > readTimeoutNanos) {
                    silent.add(stream);
                }
                return true;
            });
        } catch (Http2Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        for (Http2Stream stream : silent) {
            Throwable late = new ReadTimeoutException(
                    server ? "content" : "answer", connection.bounds().readTimeout());
            stream.failure(late);
            codec.reset(stream, Http2Error.CANCEL);
            stream.inbox().breakOff(late);
        }
    }

    void awaitAcknowledgement(ChannelPromise promise) {
        unacknowledged.add(promise);
        startSettingsTimer();
    }

    private void startSettingsTimer() {
        long millis = connection.limits().settingsTimeout().toMillis();
        if (settingsTimer == null && millis > 0) {
            settingsTimer = codec.loop().schedule(this::settingsTimedOut, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void settingsTimedOut() {
        settingsTimer = null;
        if (!unacknowledged.isEmpty() && !closed) {
            codec.violated(Http2Error.SETTINGS_TIMEOUT, "SETTINGS were not acknowledged (RFC 9113 section 6.5.3)");
        }
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext ctx) {
        ChannelPromise promise = unacknowledged.poll();
        if (promise != null) {
            promise.trySuccess();
        }
        if (settingsTimer != null) {
            settingsTimer.cancel(false);
            settingsTimer = null;
        }
        if (!unacknowledged.isEmpty()) {
            startSettingsTimer();
        }
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, io.netty.handler.codec.http2.Http2Settings settings) {
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

    // Messages

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int streamDependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        InboundHeaders fields = (InboundHeaders) headers;
        io.netty.handler.codec.http2.Http2Stream wire = codec.connection().stream(streamId);
        Http2Stream stream = streamOf(wire);
        heard(stream);
        if (stream == null) {
            if (wire != null) {
                request(wire, fields, endOfStream);
            }
        } else if (stream.headReceived()) {
            check(streamId, fields.malformedTrailers());
            check(streamId, stream.receivedContent(0, endOfStream));
            stream.inbox().trailers(fields.list());
        } else {
            response(stream, fields, endOfStream);
        }
    }

    private void request(io.netty.handler.codec.http2.Http2Stream wire, InboundHeaders fields, boolean end)
            throws Http2Exception {
        HeaderList list = fields.list();
        check(wire.id(), fields.malformedRequest(list, connection.settings().connectProtocol()));
        Http2Stream stream = new Http2Stream(connection, codec, null, null);
        stream.finalHeadReceived(0, fields.contentLength());
        check(wire.id(), stream.receivedContent(0, end));
        wire.setProperty(key, stream);
        stream.bind(wire);
        heard(stream);
        stream.inbox().head(list);
        if (end) {
            stream.inbox().end(); // Netty made the stream half closed from the first, and tells nothing later
        }
        if (!incoming.add(stream)) {
            stream.reset(Http2Error.REFUSED_STREAM);
        }
    }

    private void response(Http2Stream stream, InboundHeaders fields, boolean end) throws Http2Exception {
        HeaderList list = fields.list();
        int status = list.status();
        check(stream.id(), fields.malformedResponse(status));
        if (status < 200) {
            check(stream.id(), end ? "an interim response that ends the stream (RFC 9113 section 8.1)" : null);
            check(stream.id(), stream.interimReceived());
        } else {
            stream.finalHeadReceived(status, fields.contentLength());
            check(stream.id(), end ? stream.receivedContent(0, true) : null);
        }
        stream.inbox().head(list);
    }

    private static void check(int streamId, @Nullable String malformed) throws Http2Exception {
        if (malformed != null) {
            throw Http2Exception.streamError(
                    streamId, io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR, "%s", malformed);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream)
            throws Http2Exception {
        int octets = data.readableBytes();
        Http2Stream stream = stream(streamId);
        if (stream == null) {
            return octets + padding;
        }
        heard(stream);
        check(streamId, stream.headReceived() ? null : "content before the head (RFC 9113 section 8.1)");
        check(streamId, stream.receivedContent(octets, endOfStream));
        if (octets == 0) {
            return padding;
        }
        boolean taken = stream.inbox().content(data.retain());
        return taken && !stream.windowIsManual() ? octets + padding : padding;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) {
        Http2Stream stream = stream(streamId);
        if (stream != null) {
            stream.failure(new StreamResetException(Http2Error.of(errorCode), true));
        }
    }

    @Override
    public void onPriorityRead(
            ChannelHandlerContext ctx, int streamId, int streamDependency, short weight, boolean exclusive) {
        prioritised(streamId, streamDependency, weight, exclusive);
    }

    void prioritised(int streamId, int dependsOn, int weight, boolean exclusive) {
        priorities.tryEmitNext(
                new Http2Frame.Priority(streamId, 0, new Http2Frame.Weight(dependsOn, exclusive, weight)));
    }

    Flux<Http2Frame.Priority> priorities() {
        return priorities.asFlux();
    }

    @Override
    public void onPushPromiseRead(
            ChannelHandlerContext ctx, int streamId, int promisedStreamId, Http2Headers headers, int padding)
            throws Http2Exception {
        io.netty.handler.codec.http2.Http2Stream wire = codec.connection().stream(promisedStreamId);
        Http2Stream parent = stream(streamId);
        if (wire == null || parent == null) {
            return;
        }
        InboundHeaders fields = (InboundHeaders) headers;
        HeaderList request = fields.list();
        check(promisedStreamId, fields.malformedRequest(request, false));
        check(promisedStreamId, fields.malformedPromise(request, parent.sentRequest()));
        Http2Stream promised = new Http2Stream(connection, codec, parent, request);
        wire.setProperty(key, promised);
        promised.bind(wire);
        if (!incoming.wanted() || !incoming.add(promised)) {
            promised.reset(Http2Error.REFUSED_STREAM);
        }
    }

    // Life of streams

    @Override
    public void onStreamAdded(io.netty.handler.codec.http2.Http2Stream wire) {
        codec.attach(wire);
    }

    @Override
    public void onStreamActive(io.netty.handler.codec.http2.Http2Stream wire) {
        heard(streamOf(wire));
        publish();
    }

    @Override
    public void onStreamHalfClosed(io.netty.handler.codec.http2.Http2Stream wire) {
        Http2Stream stream = streamOf(wire);
        if (stream == null) {
            return;
        }
        heard(stream);
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
        if (failure == null && !stream.ending()) {
            failure = reasonFor(stream, null);
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
        if (goAwayReceived && !server && !closed) {
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

    @Override
    public void onGoAwayRead(ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData) {
        lastKnownByPeer = Math.min(lastKnownByPeer, lastStreamId);
        goAwayError = Http2Error.of(errorCode);
        goAwayReceived = true;
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

    void violated(Http2Error error, String rule, Throwable cause) {
        if (violation == null) {
            violation = new PeerProtocolException(error, rule, cause);
        }
        drain();
    }

    /** Fails the streams under way before the connection is closed. */
    void failAll() {
        try {
            codec.connection().forEachActiveStream(wire -> {
                Http2Stream stream = streamOf(wire);
                if (stream != null) {
                    stream.failure(reasonFor(stream, null));
                    codec.loop().execute(() -> failNow(wire));
                }
                return true;
            });
        } catch (Http2Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void broken(Throwable cause) {
        if (broken == null) {
            broken = cause;
        }
    }

    /** Once, before Netty ends the streams. */
    void connectionClosed() {
        if (closed) {
            return;
        }
        closed = true;
        publish();
        if (settingsTimer != null) {
            settingsTimer.cancel(false);
            settingsTimer = null;
        }
        if (silenceTimer != null) {
            silenceTimer.cancel(false);
        }
        observer.onClosed(connection);
        Throwable reason = ended(false, false, broken);
        for (ChannelPromise next = unacknowledged.poll(); next != null; next = unacknowledged.poll()) {
            next.tryFailure(reason);
        }
        for (Runnable next : new ArrayDeque<>(pings.values())) {
            next.run();
        }
        codec.loop().execute(incoming::end);
    }

    Throwable reasonFor(Http2Stream stream, @Nullable Throwable cause) {
        Throwable known = stream.failure();
        if (known != null) {
            return known;
        }
        boolean mine = stream.wire() == null || !server == ((stream.id() & 1) == 1);
        boolean unprocessed = stream.wire() == null || (mine && stream.id() > lastKnownByPeer);
        if (unprocessed || violation == null) {
            return ended(unprocessed, stream.begun(), cause == null ? broken : cause);
        }
        return violation;
    }

    private Throwable ended(boolean unprocessed, boolean begun, @Nullable Throwable cause) {
        if (violation != null && !unprocessed) {
            return violation;
        }
        return new ConnectionEndedException(
                goAwayError,
                unprocessed ? "the peer did not process the stream (RFC 9113 section 6.8)" : "the connection ended",
                unprocessed,
                begun,
                cause);
    }

    // Pings

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) {
        Runnable answered = pings.remove(data);
        if (answered != null) {
            answered.run();
        }
    }

    /** @param answered also run when the connection ends before the answer */
    void ping(long data, Runnable answered) {
        pings.put(data, answered);
        codec.encoder().writePing(codec.context(), false, data, codec.context().newPromise());
        codec.flushSoon();
    }
}
