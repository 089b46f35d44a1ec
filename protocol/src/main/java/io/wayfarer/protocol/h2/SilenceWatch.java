/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream.State;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.StreamLimits;
import io.wayfarer.protocol.delivery.Backlog;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.error.WriteTimeoutException;

/**
 * Ends streams whose peer is silent for longer than it may be where something is awaited of it, and those whose content it
 * takes none of: its window stays shut, or its TCP does. One timer for all streams of a connection, which looks four times a
 * limit. On the event loop only.
 */
final class SilenceWatch {

    private static final int LOOKS = 4;
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** In place of the time of the next look: there is none. */
    private static final long NEVER = Long.MAX_VALUE;

    private final Http2Codec codec;
    private final boolean server;
    private final StreamLimits usual;
    private @Nullable Backlog backlog;

    /** The streams that had content at the last look which the peer took none of. */
    private Map<Http2Stream, Stall> stalls = Map.of();

    private @Nullable ScheduledFuture<?> timer;
    private long pauseNanos = NEVER;
    private boolean begun;

    /** @param usual of streams without limits of their own */
    SilenceWatch(Http2Codec codec, boolean server, StreamLimits usual) {
        this.codec = codec;
        this.server = server;
        this.usual = usual;
    }

    void begin() {
        begun = true;
        backlog = new Backlog(codec.context().channel());
        lookAfter(pause(usual));
    }

    void end() {
        begun = false;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** How long to wait between two looks at a stream of these limits. */
    private long pause(StreamLimits limits) {
        long shortest = shorter(limits.write(), limits.read());
        shortest = server ? shortest : Math.min(shortest, shorter(limits.response(), limits.response()));
        return shortest == NEVER ? NEVER : Math.max(SHORTEST_NANOS, shortest / LOOKS);
    }

    private static long shorter(Duration one, Duration other) {
        return Math.min(one.isZero() ? NEVER : one.toNanos(), other.isZero() ? NEVER : other.toNanos());
    }

    private void lookAfter(long nanos) {
        pauseNanos = nanos;
        if (nanos != NEVER) {
            timer = codec.loop().schedule(this::look, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** A stream begins that has limits of its own. */
    void begins(StreamLimits own) {
        long pause = pause(own);
        if (begun && pause < pauseNanos) {
            if (timer != null) {
                timer.cancel(false);
            }
            lookAfter(pause);
        }
    }

    void heard(@Nullable Http2Stream stream) {
        if (pauseNanos != NEVER && stream != null) {
            stream.heard(System.nanoTime());
        }
    }

    private void look() {
        timer = null;
        long now = System.nanoTime();
        Backlog written = backlog;
        boolean moves = written != null && written.moves();
        List<Late> late = new ArrayList<>(0);
        long[] pause = {pause(usual)};
        Map<Http2Stream, Stall> still = new HashMap<>(0);
        try {
            codec.connection().forEachActiveStream(wire -> {
                Http2Stream stream = codec.session().streamOf(wire);
                if (stream != null) {
                    pause[0] = Math.min(pause[0], pause(stream.limits()));
                    HttpTransportException reason = silent(stream, wire.state(), now);
                    reason = reason == null ? stalled(stream, wire, moves, now, still) : reason;
                    if (reason != null) {
                        late.add(new Late(stream, reason));
                    }
                }
                return true;
            });
        } catch (Http2Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        stalls = still;
        late.forEach(this::end);
        if (begun) {
            lookAfter(pause[0]);
        }
    }

    /** A stream that has waited for too long. */
    private record Late(Http2Stream stream, HttpTransportException reason) {}

    private void end(Late late) {
        late.stream().failure(late.reason());
        codec.sending().reset(late.stream(), Http2Error.CANCEL);
        late.stream().inbox().breakOff(late.reason());
    }

    /** Why a stream ends on which something is awaited and nothing was heard; null when it does not. */
    private @Nullable HttpTransportException silent(Http2Stream stream, State state, long now) {
        boolean sent = server || state == State.HALF_CLOSED_LOCAL;
        boolean head = server || stream.inbox().headReceived();
        Duration limit = head ? stream.limits().read() : stream.limits().response();
        return sent && !limit.isZero() && stream.inbox().awaiting() && now - stream.heard() > limit.toNanos()
                ? new ReadTimeoutException(server ? "content" : "answer", limit)
                : null;
    }

    /** Why a stream ends whose content the peer does not take; null when it does not. */
    private @Nullable HttpTransportException stalled(
            Http2Stream stream,
            io.netty.handler.codec.http2.Http2Stream wire,
            boolean moves,
            long now,
            Map<Http2Stream, Stall> still) {
        Duration limit = stream.limits().write();
        Http2RemoteFlowController windows = codec.encoder().flowController();
        if (limit.isZero() || !windows.hasFlowControlled(wire)) {
            return null;
        }
        Stall before = stalls.get(stream);
        Stall stall = before == null ? new Stall(now) : before;
        still.put(stream, stall);
        boolean shut = windows.windowSize(wire) <= 0
                || windows.windowSize(codec.connection().connectionStream()) <= 0;
        return stall.lasts(moves && !shut, now) >= limit.toNanos() ? new WriteTimeoutException(limit) : null;
    }

    /** The peer takes more: of one stream, or of all where that is null. */
    void granted(@Nullable Http2Stream stream) {
        if (stream == null) {
            stalls.values().forEach(Stall::granted);
            return;
        }
        Stall stall = stalls.get(stream);
        if (stall != null) {
            stall.granted();
        }
    }
}
