/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.time.Duration;

import io.wayfarer.protocol.client.HttpConnectException.Phase;

/** Notes when each step to a connection begins, on one thread. */
final class StepClock {

    private final long begun = System.nanoTime();
    private long resolved = begun;
    private long connected = begun;
    private long tunnelled = begun;
    private boolean proxied;
    private boolean secure;

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

    /** What is left of the time for all steps, in nanoseconds; perhaps less than nothing. */
    long left(Duration all) {
        return begun + all.toNanos() - System.nanoTime();
    }

    /** Now that all is done. */
    ConnectTimes times() {
        return new ConnectTimes(begun, resolved, connected, tunnelled, System.nanoTime(), proxied, secure);
    }
}
