/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Servers that answer the same pages: one that costs next to nothing, for contests of clients, and those that are measured. */
@NullMarked
package io.wayfarer.benchmarks.server;

import org.jspecify.annotations.NullMarked;
