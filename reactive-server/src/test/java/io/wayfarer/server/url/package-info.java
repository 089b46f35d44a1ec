/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of the application's own URLs. */
@NullMarked
package io.wayfarer.server.url;

import org.jspecify.annotations.NullMarked;
