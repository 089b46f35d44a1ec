/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.Challenge;

/**
 * A challenge with credentials that answer it.
 *
 * @param digest null unless the scheme is Digest
 */
record Answerable(Challenge challenge, @Nullable DigestChallenge digest, Credentials credentials) {

    /** A server names a handful; more are not looked at. */
    private static final int MOST_CHALLENGES = 32;

    /**
     * The strongest among all challenges of an answer: Digest by the strength of its hash, then Basic; the server's order
     * decides among equals. A field that breaks the grammar is passed over, the others count.
     *
     * @param fields the values of {@code WWW-Authenticate} or {@code Proxy-Authenticate}
     * @param source credentials by realm
     */
    static Optional<Answerable> strongest(
            List<String> fields, Function<@Nullable String, Optional<Credentials>> source) {
        return fields.stream()
                .flatMap(field -> Challenge.parse(field).stream().flatMap(List::stream))
                .limit(MOST_CHALLENGES)
                .flatMap(challenge -> source
                        .apply(challenge.parameter("realm").orElse(null))
                        .flatMap(credentials -> of(challenge, credentials))
                        .stream())
                .min(Comparator.comparingInt(answerable -> -answerable.strength()));
    }

    private static Optional<Answerable> of(Challenge challenge, Credentials credentials) {
        if (credentials instanceof PasswordCredentials password) {
            if (challenge.is("Digest") && password.answersDigest()) {
                return DigestChallenge.of(challenge).map(digest -> new Answerable(challenge, digest, credentials));
            }
            boolean basic = challenge.is("Basic") && password.answersBasic() && charsetKnown(challenge);
            return Stream.of(new Answerable(challenge, null, credentials))
                    .filter(answerable -> basic)
                    .findFirst();
        }
        return challenge.is("Bearer") ? Optional.of(new Answerable(challenge, null, credentials)) : Optional.empty();
    }

    /** The only charset a challenge may name is UTF-8 (RFC 7617 section 2.1). */
    private static boolean charsetKnown(Challenge challenge) {
        return challenge.parameter("charset").map("UTF-8"::equalsIgnoreCase).orElse(true);
    }

    private int strength() {
        return digest == null ? 0 : 1 + digest.algorithm().strength();
    }

    String realm() {
        return challenge.parameter("realm").orElse("");
    }
}
