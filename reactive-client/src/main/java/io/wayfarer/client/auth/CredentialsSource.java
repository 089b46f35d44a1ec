/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.util.Optional;

/**
 * Says which credentials go where. Asked on hops, so synchronous, quick and thread-safe.
 *
 * <p>The engine asks for the origin of the hop at hand and sends what it gets there and nowhere else: a redirect to another
 * origin makes it ask again.
 */
@FunctionalInterface
public interface CredentialsSource {

    /** Empty when there are none. Asked without a realm before the server has challenged, with one afterwards. */
    Optional<Credentials> credentials(ProtectionSpace space);
}
