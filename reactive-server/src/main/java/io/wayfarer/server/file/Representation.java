/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A file in one coding, ready to be sent.
 *
 * @param coding null for the file as it is
 * @param length in octets, of the coded form
 * @param headers all that are said about the whole but its length; read-only
 */
record Representation(
        @Nullable Coding coding, long length, Validators validators, HttpHeaders headers, Content content) {}
