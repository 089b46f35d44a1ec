/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.server;

/** A running server of the {@link Pages}, on a free port of loopback; speaks HTTP/1.1, and HTTP/2 with prior knowledge. */
public interface ContestedServer extends AutoCloseable {

    int port();

    /** Stops listening. */
    @Override
    void close();
}
