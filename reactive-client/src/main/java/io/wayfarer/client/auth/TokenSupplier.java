/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import reactor.core.publisher.Mono;

/** Supplies bearer tokens. Shared by all exchanges, so an implementation is thread-safe; it must not block. */
@FunctionalInterface
public interface TokenSupplier {

    /**
     * The token for one request. An empty Mono, an error or a text that is no token68 ends the exchange with an
     * {@link io.wayfarer.client.error.AuthenticationException}.
     *
     * @param renew true when the server has just refused the token supplied before as invalid (RFC 6750 section 3.1)
     */
    Mono<String> token(boolean renew);
}
