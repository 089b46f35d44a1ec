/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The guide's chapter on connections, streams and frames. */
@NullMarked
package io.wayfarer.docs.protocol;

import org.jspecify.annotations.NullMarked;
