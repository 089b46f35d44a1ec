/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.fuzz;

/** What is done with an input; it throws when a promise is broken. */
@FunctionalInterface
public interface FuzzBody {

    void run(byte[] input) throws Exception;
}
