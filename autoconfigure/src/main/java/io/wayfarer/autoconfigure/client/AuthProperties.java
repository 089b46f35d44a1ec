/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Credentials of one origin.
 *
 * @param url Any URL of the origin that they are for; without it, the base URL of the client.
 * @param username User name, with a password.
 * @param password Password of the user.
 * @param token Bearer token, in place of user name and password.
 * @param scheme By which schemes the password may answer.
 * @param atOnce Whether the password goes with the first request by Basic, before the server asks.
 */
record AuthProperties(
        @Nullable String url,
        @Nullable String username,
        @Nullable String password,
        @Nullable String token,
        @DefaultValue("any") AuthScheme scheme,
        @DefaultValue("false") boolean atOnce) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Auth[scheme=" + scheme + ", atOnce=" + atOnce + "]";
    }

    /** By which schemes a password may answer. */
    enum AuthScheme {
        /** The strongest that both ends know. */
        ANY,
        /** Basic alone, which gives the server the password. */
        BASIC,
        /** Digest alone, which does not. */
        DIGEST
    }
}
