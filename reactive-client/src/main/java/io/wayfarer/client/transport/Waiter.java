/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.client.ConnectLimits;

/** Who wants a connection. */
interface Waiter {

    /** The number of the event loop that a connection for this one alone would work on. */
    int preferredLoop();

    /** How long each step to a connection for this one alone may take; null for as long as to any other. */
    default @Nullable ConnectLimits connectLimits() {
        return null;
    }

    /** Lends a connection; called on its event loop. A waiter that has gone meanwhile gives it back. */
    void lent(PooledConnection connection);

    /** There will be no connection; called on an event loop. */
    void refused(Throwable failure);
}
