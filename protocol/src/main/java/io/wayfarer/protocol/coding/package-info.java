/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Compression of content: gzip, deflate, and where their libraries are present Brotli and Zstandard, as content codings
 * (RFC 9110 section 8.4.1); the first two as transfer codings too (RFC 9112 section 7.2).
 *
 * <p>Start at {@link io.wayfarer.protocol.coding.ContentCoding}, which makes a
 * {@link io.wayfarer.protocol.coding.ContentDecoder} for one message, or at
 * {@link io.wayfarer.protocol.coding.ContentEncoder}. The compress coding is not here: nobody sends it.
 */
@NullMarked
package io.wayfarer.protocol.coding;

import org.jspecify.annotations.NullMarked;
