/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import reactor.core.publisher.Mono;

/**
 * What proves who asks. Immutable; two of equal content are equal. {@code toString} tells no secret.
 *
 * <p>Credentials say nothing of where they may go: that is the word of the {@link CredentialsSource} that holds them.
 */
public sealed interface Credentials permits PasswordCredentials, BearerCredentials {

    /**
     * A user name and password, which answer a challenge by the strongest scheme that both ends know: Digest with
     * SHA-512/256, SHA-256 or MD5, else Basic.
     *
     * @throws IllegalArgumentException when either holds a control character, or the name a colon (RFC 7617 section 2)
     */
    static PasswordCredentials password(String userName, String password) {
        return new PasswordCredentials(userName, password);
    }

    /**
     * A bearer token (RFC 6750), sent with every request.
     *
     * @throws IllegalArgumentException when it is no token68 (RFC 6750 section 2.1)
     */
    static BearerCredentials bearer(String token) {
        if (!BearerCredentials.valid(token)) {
            throw new IllegalArgumentException(
                    "token: its text is not shown (expected: letters, digits and -._~+/, then any number of =,"
                            + " RFC 6750 section 2.1)");
        }
        return new BearerCredentials(token, renew -> Mono.just(token));
    }

    /**
     * Bearer tokens that somebody supplies, asked for each request; so the supplier keeps what it has fetched for as long
     * as it is good.
     */
    static BearerCredentials bearer(TokenSupplier tokens) {
        return new BearerCredentials(null, tokens);
    }
}
