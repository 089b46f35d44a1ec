/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Fuzz targets: what the policies read from servers and from files that others write.
 *
 * <p>Start at {@link io.wayfarer.client.fuzz.PolicyTarget}. Every build runs each target on seeds and some mutations, the same
 * ones each time; the profile {@code fuzz} looks for new inputs with Jazzer, for as long as one likes.
 */
@NullMarked
package io.wayfarer.client.fuzz;

import org.jspecify.annotations.NullMarked;
