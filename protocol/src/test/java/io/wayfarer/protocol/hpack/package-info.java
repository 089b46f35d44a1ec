/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of header compression against the stories of other implementations, and against hostile input. */
@NullMarked
package io.wayfarer.protocol.hpack;

import org.jspecify.annotations.NullMarked;
