/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.concurrent.atomic.LongAdder;

/** Counts the unused connections that the pools of a transport have given up. Thread-safe. */
final class EvictionCount {

    private final LongAdder idle = new LongAdder();
    private final LongAdder lifeTime = new LongAdder();
    private final LongAdder closed = new LongAdder();

    void idle() {
        idle.increment();
    }

    void lifeTime() {
        lifeTime.increment();
    }

    void closed() {
        closed.increment();
    }

    PoolEvictions sum() {
        return new PoolEvictions(idle.sum(), lifeTime.sum(), closed.sum());
    }
}
