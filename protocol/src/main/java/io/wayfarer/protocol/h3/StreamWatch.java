/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.StreamLimits;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.error.WriteTimeoutException;

/** Ends a stream whose peer does nothing for longer than it may. On the event loop only. */
final class StreamWatch {

    private static final long SHORTEST_NANOS = 10_000_000;

    /** How often to look within the shortest limit. */
    private static final int LOOKS = 4;

    private final Http3Stream stream;
    private final StreamLimits limits;
    private final @Nullable Future<?> timer;
    private long heard = System.nanoTime();

    private StreamWatch(Http3Stream stream, StreamLimits limits, EventLoop loop) {
        this.stream = stream;
        this.limits = limits;
        long shortest = LongStream.of(
                        limits.write().toNanos(),
                        limits.response().toNanos(),
                        limits.read().toNanos())
                .filter(nanos -> nanos > 0)
                .min()
                .orElse(0);
        long pause = Math.max(SHORTEST_NANOS, shortest / LOOKS);
        this.timer = shortest == 0 ? null : loop.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.NANOSECONDS);
    }

    static StreamWatch begin(Http3Stream stream, StreamLimits limits, EventLoop loop) {
        return new StreamWatch(stream, limits, loop);
    }

    /** The peer has sent something, or taken something. */
    void heard() {
        heard = System.nanoTime();
    }

    void end() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void look() {
        if (stream.awaiting()) {
            Duration limit = stream.begun() ? limits.read() : limits.response();
            endAfter(limit, new ReadTimeoutException("answer", limit));
        } else if (stream.sending()) {
            endAfter(limits.write(), new WriteTimeoutException(limits.write()));
        }
    }

    private void endAfter(Duration limit, HttpTransportException reason) {
        if (!limit.isZero() && System.nanoTime() - heard > limit.toNanos()) {
            stream.breakOff(Http2Error.CANCEL, reason);
        }
    }
}
