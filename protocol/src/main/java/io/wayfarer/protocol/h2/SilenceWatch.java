/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream.State;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.ReadTimeoutException;

/** Ends streams whose peer is silent for longer than it may be, where something is awaited of it. On the event loop only. */
final class SilenceWatch {

    private final Http2Codec codec;
    private final boolean server;
    private final Duration limit;
    private final long limitNanos;
    private @Nullable ScheduledFuture<?> timer;

    /** @param limit zero for none */
    SilenceWatch(Http2Codec codec, boolean server, Duration limit) {
        this.codec = codec;
        this.server = server;
        this.limit = limit;
        this.limitNanos = limit.toNanos();
    }

    void begin() {
        if (limitNanos > 0) {
            long often = Math.max(10_000_000, limitNanos / 4);
            timer = codec.loop().scheduleWithFixedDelay(this::endSilentStreams, often, often, TimeUnit.NANOSECONDS);
        }
    }

    void end() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    void heard(@Nullable Http2Stream stream) {
        if (limitNanos > 0 && stream != null) {
            stream.heard(System.nanoTime());
        }
    }

    /** Ends the streams on which something is awaited, and nothing was heard for too long. */
    private void endSilentStreams() {
        long now = System.nanoTime();
        List<Http2Stream> silent = new ArrayList<>();
        try {
            codec.connection().forEachActiveStream(wire -> {
                Http2Stream stream = codec.session().streamOf(wire);
                boolean sent = server || wire.state() == State.HALF_CLOSED_LOCAL;
                if (stream != null && sent && stream.inbox().awaiting() && now - stream.heard() > limitNanos) {
                    silent.add(stream);
                }
                return true;
            });
        } catch (Http2Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        for (Http2Stream stream : silent) {
            Throwable late = new ReadTimeoutException(server ? "content" : "answer", limit);
            stream.failure(late);
            codec.sending().reset(stream, Http2Error.CANCEL);
            stream.inbox().breakOff(late);
        }
    }
}
