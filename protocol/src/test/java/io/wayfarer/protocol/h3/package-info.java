/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** HTTP/3 against servers on loopback. */
@NullMarked
package io.wayfarer.protocol.h3;

import org.jspecify.annotations.NullMarked;
