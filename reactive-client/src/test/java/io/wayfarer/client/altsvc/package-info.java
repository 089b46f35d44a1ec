/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What servers say of their alternatives. */
@NullMarked
package io.wayfarer.client.altsvc;

import org.jspecify.annotations.NullMarked;
