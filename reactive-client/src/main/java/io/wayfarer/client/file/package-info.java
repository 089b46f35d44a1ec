/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Files in which stores outlive the process: {@link io.wayfarer.client.file.ReplacedFile} writes one so that no crash leaves
 * half of it, and {@link io.wayfarer.client.file.EntryFile} has what those share that hold an entry a line. What is in a line
 * is the stores' own affair.
 */
@NullMarked
package io.wayfarer.client.file;

import org.jspecify.annotations.NullMarked;
