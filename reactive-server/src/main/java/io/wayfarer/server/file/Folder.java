/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.time.Instant;

/**
 * A folder.
 *
 * @param changed the time of its last change, in the distant past where that is not known
 */
record Folder(Instant changed) implements Entry {}
