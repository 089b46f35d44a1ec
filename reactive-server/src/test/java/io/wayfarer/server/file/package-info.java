/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of files as answers. */
@NullMarked
package io.wayfarer.server.file;

import org.jspecify.annotations.NullMarked;
