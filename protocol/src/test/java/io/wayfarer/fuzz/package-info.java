/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Fuzz targets: each parser and each state machine of connections, fed with whatever anybody may send.
 *
 * <p>Start at {@link io.wayfarer.fuzz.FuzzTarget}. {@link io.wayfarer.fuzz.FuzzTargetTest} runs every target on its seeds, on
 * the inputs in {@code src/test/resources/fuzz} that once broke it, and on some mutations, the same in every build; the
 * profile {@code fuzz} looks for new ones with Jazzer, for as long as one likes.
 */
@NullMarked
package io.wayfarer.fuzz;

import org.jspecify.annotations.NullMarked;
