/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.Http2Error;

/** The SETTINGS that the peer still has to acknowledge, and how long it may take (RFC 9113 section 6.5.3). On the event loop only. */
final class Acknowledgements {

    private final Http2Codec codec;
    private final long limitMillis;
    private final ArrayDeque<ChannelPromise> unacknowledged = new ArrayDeque<>(2);
    private @Nullable ScheduledFuture<?> timer;

    Acknowledgements(Http2Codec codec, Duration limit) {
        this.codec = codec;
        this.limitMillis = limit.toMillis();
    }

    void await(ChannelPromise promise) {
        unacknowledged.add(promise);
        startTimer();
    }

    private void startTimer() {
        if (timer == null && limitMillis > 0) {
            timer = codec.loop().schedule(this::timedOut, limitMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void timedOut() {
        timer = null;
        if (!unacknowledged.isEmpty() && !codec.session().closed()) {
            codec.violated(Http2Error.SETTINGS_TIMEOUT, "SETTINGS were not acknowledged (RFC 9113 section 6.5.3)");
        }
    }

    /** The first one that is awaited has come. */
    void received() {
        ChannelPromise promise = unacknowledged.poll();
        if (promise != null) {
            promise.trySuccess();
        }
        stopTimer();
        if (!unacknowledged.isEmpty()) {
            startTimer();
        }
    }

    /** None will come any more. */
    void fail(Throwable reason) {
        stopTimer();
        for (ChannelPromise next = unacknowledged.poll(); next != null; next = unacknowledged.poll()) {
            next.tryFailure(reason);
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
