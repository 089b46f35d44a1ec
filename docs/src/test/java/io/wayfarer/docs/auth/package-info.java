/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The programs of the guide's chapter on authentication. */
@NullMarked
package io.wayfarer.docs.auth;

import org.jspecify.annotations.NullMarked;
