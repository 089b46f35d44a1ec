/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Folders that an application serves by its properties alone:
 * {@link io.wayfarer.autoconfigure.server.file.ServerFilesAutoConfiguration} makes routes of them. Left out: files for which
 * an application has a handler of its own.
 */
@NullMarked
package io.wayfarer.autoconfigure.server.file;

import org.jspecify.annotations.NullMarked;
