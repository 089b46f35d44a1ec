/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** How an inbox passes on what arrives. */
@NullMarked
package io.wayfarer.protocol.delivery;

import org.jspecify.annotations.NullMarked;
