/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A request that was answered by a challenge, and whether it is worth another.
 *
 * @param repetition how often the request had gone out before
 * @param sent the credentials it brought, null for none
 */
record Attempt(int repetition, @Nullable Sent sent) {

    /** A stale nonce may be stale again by the time it is used; a server that says so for ever is not listened to. */
    private static final int MOST_REPETITIONS = 2;

    /**
     * Credentials as they went out.
     *
     * @param digest null for the other schemes
     */
    record Sent(Credentials credentials, @Nullable DigestAnswer digest) {}

    /** Which remembered spaces the challenge proves wrong. */
    Optional<Predicate<KnownSpace>> spoilt() {
        if (sent == null) {
            return Optional.empty();
        }
        DigestSession session = sent.digest() == null ? null : sent.digest().session();
        return Optional.of(
                session == null
                        ? space -> space.digest() == null && space.credentials().equals(sent.credentials())
                        : space -> space.digest() == session);
    }

    /** True when the same answer to this challenge has just been refused, or a stronger one. */
    boolean wasInVain(Answerable chosen) {
        if (repetition >= MOST_REPETITIONS) {
            return true;
        }
        if (sent == null || !sent.credentials().equals(chosen.credentials())) {
            return sent != null && repetition > 0;
        }
        DigestChallenge digest = chosen.digest();
        if (digest != null) {
            // Basic gives way to Digest; a nonce from an earlier exchange may have expired without the server saying
            // so.
            boolean otherNonce =
                    sent.digest() == null || !sent.digest().session().nonce().equals(digest.nonce());
            return repetition == 0 ? !otherNonce : !digest.stale();
        }
        boolean tokenRefused = chosen.credentials() instanceof BearerCredentials bearer
                && bearer.fixed() == null
                && chosen.challenge()
                        .parameter("error")
                        .filter("invalid_token"::equals)
                        .isPresent();
        return !tokenRefused || repetition > 0;
    }
}
