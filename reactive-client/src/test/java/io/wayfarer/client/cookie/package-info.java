/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of the cookie jar; data of the IETF's http-state group under {@code conformance/http-state-cookies}. */
@NullMarked
package io.wayfarer.client.cookie;

import org.jspecify.annotations.NullMarked;
