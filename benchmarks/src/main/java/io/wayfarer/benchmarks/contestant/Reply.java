/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

/** Hears how an exchange ended; called on whatever thread the client ends an exchange on. */
public interface Reply {

    /** The body has arrived in full. */
    void answered(int status, long bodyBytes);

    /** There is no answer, or only a part of one. */
    void failed(Throwable failure);
}
