/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What tests of files that outlive a process share. */
@NullMarked
package io.wayfarer.client.file;

import org.jspecify.annotations.NullMarked;
