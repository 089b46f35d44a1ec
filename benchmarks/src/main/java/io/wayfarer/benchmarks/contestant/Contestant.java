/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

/** One HTTP client, started once and asked many times. Safe for use by many threads. */
public interface Contestant extends AutoCloseable {

    /** Most connections a contestant may hold open to the server; more than any scenario has callers. */
    int MAX_CONNECTIONS = 256;

    /**
     * Prepares what an application would also keep between requests: the configured client and the text of the URL.
     * Everything a library does anew for each request belongs into {@link Exchange#start(Reply)}.
     */
    Exchange prepare(Call call);

    /** What moves the bytes, as found at run time: {@code epoll}, {@code io_uring}, {@code kqueue} or {@code nio}. */
    String transport();

    /** Closes connections and threads. */
    @Override
    void close();
}
