/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of folders that are served by properties. */
@NullMarked
package io.wayfarer.autoconfigure.server.file;

import org.jspecify.annotations.NullMarked;
