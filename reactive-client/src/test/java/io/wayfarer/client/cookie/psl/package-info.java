/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of the public suffix list, with the tables of publicsuffix.org under {@code conformance/public-suffix-list}. */
@NullMarked
package io.wayfarer.client.cookie.psl;

import org.jspecify.annotations.NullMarked;
