/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Compression of content: gzip and deflate, as content codings (RFC 9110 section 8.4.1) and as transfer codings (RFC 9112
 * section 7.2).
 *
 * <p>Start at {@link io.wayfarer.protocol.coding.ContentCoding}, which makes a
 * {@link io.wayfarer.protocol.coding.ContentDecoder} or a {@link io.wayfarer.protocol.coding.ContentEncoder} for one
 * message. Brotli, Zstandard and compress are not here: the JDK does not have them.
 */
@NullMarked
package io.wayfarer.protocol.coding;

import org.jspecify.annotations.NullMarked;
