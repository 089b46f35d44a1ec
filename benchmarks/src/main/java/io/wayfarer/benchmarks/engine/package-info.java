/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the client costs above its transport: {@link io.wayfarer.benchmarks.engine.AboveTheSeamBenchmark}. Leaves out the
 * network, which {@code benchmarks/load} measures.
 */
@NullMarked
package io.wayfarer.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
