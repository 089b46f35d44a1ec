/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of frames as values, against cases of others and against hostile octets. */
@NullMarked
package io.wayfarer.protocol.frame;

import org.jspecify.annotations.NullMarked;
