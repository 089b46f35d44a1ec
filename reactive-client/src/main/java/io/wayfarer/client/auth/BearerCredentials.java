/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A bearer token, or who supplies it. Made by {@link Credentials#bearer}. */
public final class BearerCredentials implements Credentials {

    private final @Nullable String fixed;
    private final TokenSupplier tokens;

    BearerCredentials(@Nullable String fixed, TokenSupplier tokens) {
        this.fixed = fixed;
        this.tokens = tokens;
    }

    /** The token that never changes; null when there is a supplier, who must be waited for. */
    @Nullable
    String fixed() {
        return fixed;
    }

    Mono<String> token(boolean renew) {
        return Mono.defer(() -> tokens.token(renew));
    }

    /** A token68 (RFC 9110 section 11.2): nothing that could end the field. */
    static boolean valid(String token) {
        int end = token.length();
        while (end > 0 && token.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = token.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (c < '0' || c > '9') && "-._~+/".indexOf(c) < 0) {
                return false;
            }
        }
        return end > 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof BearerCredentials that
                        && (fixed == null ? that.fixed == null && tokens == that.tokens : fixed.equals(that.fixed)));
    }

    @Override
    public int hashCode() {
        return fixed == null ? tokens.hashCode() : fixed.hashCode();
    }

    @Override
    public String toString() {
        return "bearer ***";
    }
}
