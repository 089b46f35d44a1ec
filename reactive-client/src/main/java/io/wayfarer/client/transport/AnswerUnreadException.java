/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.time.Duration;

/** Nobody came for the body of an answer. */
final class AnswerUnreadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration limit;

    AnswerUnreadException(Duration limit) {
        this.limit = limit;
    }

    Duration limit() {
        return limit;
    }
}
