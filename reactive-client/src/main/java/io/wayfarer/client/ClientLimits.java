/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.time.Duration;

/**
 * Bounds of what an exchange may cost.
 *
 * @param exchangeTimeout longest time for all hops together, up to the head of the last answer
 * @param maxBodyBytes largest body that is gathered in memory
 * @param maxDrainBytes largest rest of an unwanted body that is read so that its connection can be used again
 * @param maxAnswerBytes largest body as it comes, however it is read; {@link Long#MAX_VALUE} for no limit
 */
public record ClientLimits(Duration exchangeTimeout, int maxBodyBytes, int maxDrainBytes, long maxAnswerBytes) {

    /** Without a limit of what is not gathered in memory. */
    public ClientLimits(Duration exchangeTimeout, int maxBodyBytes, int maxDrainBytes) {
        this(exchangeTimeout, maxBodyBytes, maxDrainBytes, Long.MAX_VALUE);
    }

    public ClientLimits {
        if (exchangeTimeout.isNegative() || exchangeTimeout.isZero()) {
            throw new IllegalArgumentException("exchangeTimeout: " + exchangeTimeout + " (expected: > 0)");
        }
        if (maxBodyBytes < 0) {
            throw new IllegalArgumentException("maxBodyBytes: " + maxBodyBytes + " (expected: >= 0)");
        }
        if (maxAnswerBytes < 0) {
            throw new IllegalArgumentException("maxAnswerBytes: " + maxAnswerBytes + " (expected: >= 0)");
        }
        if (maxDrainBytes < 0) {
            throw new IllegalArgumentException("maxDrainBytes: " + maxDrainBytes + " (expected: >= 0)");
        }
    }

    /** 2 minutes, 16 MiB, 64 KiB, and no limit of what is not gathered in memory. */
    public static ClientLimits defaults() {
        return new ClientLimits(Duration.ofMinutes(2), 16 * 1024 * 1024, 64 * 1024);
    }
}
