/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Files in which stores outlive the process: {@link io.wayfarer.client.file.ReplacedFile} writes one so that no crash leaves
 * half of it. What is in them is the stores' own affair.
 */
@NullMarked
package io.wayfarer.client.file;

import org.jspecify.annotations.NullMarked;
