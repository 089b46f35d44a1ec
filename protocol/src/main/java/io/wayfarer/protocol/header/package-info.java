/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Header sections and trailer sections as ordered lists of fields, for every version of HTTP (RFC 9110 section 5).
 *
 * <p>Start at {@link io.wayfarer.protocol.header.HeaderList}. The grammar of single field values is in
 * {@code io.wayfarer.protocol.grammar}.
 */
@NullMarked
package io.wayfarer.protocol.header;

import org.jspecify.annotations.NullMarked;
