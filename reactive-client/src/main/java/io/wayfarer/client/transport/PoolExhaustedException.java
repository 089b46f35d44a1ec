/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.io.IOException;

/** All connections are in use, and it was waited for long enough, or too many wait already. */
final class PoolExhaustedException extends IOException {

    private static final long serialVersionUID = 1L;

    PoolExhaustedException(String message) {
        super(message);
    }
}
