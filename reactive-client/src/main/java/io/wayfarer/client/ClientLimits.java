/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.time.Duration;

/**
 * Bounds of what an exchange may cost.
 *
 * @param answerTimeout longest time for all hops together, up to the head of the last answer
 * @param exchangeTimeout longest time for the whole exchange, the body of the last answer included; zero for no limit
 * @param maxBodyBytes largest body that is gathered in memory
 * @param maxDrainBytes largest rest of an unwanted body that is read so that its connection can be used again
 * @param maxAnswerBytes largest body as it comes, however it is read; {@link Long#MAX_VALUE} for no limit
 */
public record ClientLimits(
        Duration answerTimeout, Duration exchangeTimeout, int maxBodyBytes, int maxDrainBytes, long maxAnswerBytes) {

    /** With one limit of time, for the whole exchange. */
    public ClientLimits(Duration exchangeTimeout, int maxBodyBytes, int maxDrainBytes, long maxAnswerBytes) {
        this(exchangeTimeout, exchangeTimeout, maxBodyBytes, maxDrainBytes, maxAnswerBytes);
    }

    /** With one limit of time, for the whole exchange, and without a limit of what is not gathered in memory. */
    public ClientLimits(Duration exchangeTimeout, int maxBodyBytes, int maxDrainBytes) {
        this(exchangeTimeout, maxBodyBytes, maxDrainBytes, Long.MAX_VALUE);
    }

    public ClientLimits {
        if (answerTimeout.isNegative() || answerTimeout.isZero()) {
            throw new IllegalArgumentException("answerTimeout: " + answerTimeout + " (expected: > 0)");
        }
        if (exchangeTimeout.isNegative()) {
            throw new IllegalArgumentException("exchangeTimeout: " + exchangeTimeout + " (expected: >= 0)");
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

    /** 2 minutes up to the head of the last answer, 16 MiB, 64 KiB, and no limit of the rest. */
    public static ClientLimits defaults() {
        return new ClientLimits(Duration.ofMinutes(2), Duration.ZERO, 16 * 1024 * 1024, 64 * 1024, Long.MAX_VALUE);
    }

    /** What holds up to the head of the last answer. */
    Duration headTimeout() {
        return exchangeTimeout.isZero() || answerTimeout.compareTo(exchangeTimeout) < 0
                ? answerTimeout
                : exchangeTimeout;
    }
}
