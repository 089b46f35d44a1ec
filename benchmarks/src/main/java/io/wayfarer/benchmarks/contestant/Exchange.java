/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

/** A prepared request that can be sent any number of times, also by several callers at once. */
@FunctionalInterface
public interface Exchange {

    /** Sends the request, reads the whole answer and then calls {@code reply} exactly once. Does not block. */
    void start(Reply reply);
}
