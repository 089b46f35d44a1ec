/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Bodies that are larger than memory. */
@NullMarked
package io.wayfarer.benchmarks.body;

import org.jspecify.annotations.NullMarked;
