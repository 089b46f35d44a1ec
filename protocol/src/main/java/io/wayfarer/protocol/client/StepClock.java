/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.time.Duration;

import io.wayfarer.protocol.client.HttpConnectException.Phase;

/** Notes when each step to a connection begins, one after another, and knows how long it may take. */
final class StepClock {

    private final ConnectLimits limits;
    private final long begun = System.nanoTime();
    private long resolved = begun;
    private long connected = begun;
    private long tunnelled = begun;
    private boolean proxied;
    private boolean secure;

    /** The way begins now. */
    StepClock(ConnectLimits limits) {
        this.limits = limits;
    }

    ConnectLimits limits() {
        return limits;
    }

    void entered(Phase step) {
        long now = System.nanoTime();
        switch (step) {
            case RESOLVE -> {}
            case CONNECT -> resolved = now;
            case TUNNEL -> {
                proxied = true;
                connected = now;
            }
            case TLS -> {
                secure = true;
                reached(now);
            }
            case NEGOTIATE -> reached(now);
        }
    }

    /** The server itself, which nothing but TLS may stand before. */
    private void reached(long now) {
        if (!proxied) {
            connected = now;
        }
        tunnelled = now;
    }

    /** Of a step that begins now. */
    StepLimit limit(Phase step) {
        Duration own = limits.of(step);
        Duration all = limits.opening();
        Duration left = Duration.ofNanos(Math.max(0, begun + all.toNanos() - System.nanoTime()));
        return left.compareTo(own) < 0 ? new StepLimit(left, all, true) : new StepLimit(own, own, false);
    }

    /** Now that all is done. */
    ConnectTimes times() {
        return new ConnectTimes(begun, resolved, connected, tunnelled, System.nanoTime(), proxied, secure);
    }
}
