/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of whose word is taken. */
@NullMarked
package io.wayfarer.server.forwarded;

import org.jspecify.annotations.NullMarked;
