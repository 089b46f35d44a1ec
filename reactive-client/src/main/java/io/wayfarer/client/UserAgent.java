/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import io.wayfarer.protocol.Product;

/** The {@code User-Agent} of a client that sets none (RFC 9110 section 10.1.5). */
final class UserAgent {

    static final String VALUE = Product.identifier();

    private UserAgent() {}
}
