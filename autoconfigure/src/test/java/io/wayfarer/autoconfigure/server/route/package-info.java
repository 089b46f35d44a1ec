/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of what stands around the routes of an application. */
@NullMarked
package io.wayfarer.autoconfigure.server.route;

import org.jspecify.annotations.NullMarked;
