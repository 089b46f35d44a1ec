/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Who takes part in the contests of the load harness. */
@NullMarked
package io.wayfarer.benchmarks;

import org.jspecify.annotations.NullMarked;
