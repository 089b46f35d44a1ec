/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.time.Duration;

import io.wayfarer.protocol.client.HttpConnectException.Phase;

/**
 * How long a step may take.
 *
 * @param left not negative
 * @param limit what that comes from
 * @param altogether whether that is the limit of all steps together, and not the step's own
 */
record StepLimit(Duration left, Duration limit, boolean altogether) {

    /** The step was not done in time. */
    HttpConnectException exceeded(Phase step) {
        return altogether
                ? HttpConnectException.tooLate(step, limit)
                : HttpConnectException.timedOut(step, limit, null);
    }
}
