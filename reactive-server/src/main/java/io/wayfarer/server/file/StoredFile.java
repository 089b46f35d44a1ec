/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.time.Instant;

/**
 * A file as it was when somebody looked.
 *
 * @param name the last name of its path
 * @param length in octets
 * @param changed the time of its last change, in the distant past where that is not known
 */
record StoredFile(String name, long length, Instant changed, Content content) implements Entry {}
