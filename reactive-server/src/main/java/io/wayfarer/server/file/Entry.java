/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

/** What stands at a path: a {@link StoredFile} or a {@link Folder}. */
sealed interface Entry permits StoredFile, Folder {}
