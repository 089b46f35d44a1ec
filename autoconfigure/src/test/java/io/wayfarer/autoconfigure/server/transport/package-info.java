/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
@NullMarked
package io.wayfarer.autoconfigure.server.transport;

import org.jspecify.annotations.NullMarked;
