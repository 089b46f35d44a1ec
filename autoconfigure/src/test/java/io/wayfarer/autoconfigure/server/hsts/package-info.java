/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of the application as an HSTS host. */
@NullMarked
package io.wayfarer.autoconfigure.server.hsts;

import org.jspecify.annotations.NullMarked;
