/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.Challenge;

/**
 * One answer to a Digest challenge, and what is needed to judge the server's word on it.
 *
 * @param value of the field
 * @param target the request target it was made for
 * @param nonceCount empty for a challenge without qop
 * @param clientNonce empty for a challenge without qop
 */
record DigestAnswer(DigestSession session, String value, String target, String nonceCount, String clientNonce) {

    /** What {@code Authentication-Info} came to. */
    record Verdict(boolean wrongProof, @Nullable String nextNonce) {
        private static final Verdict NOTHING_SAID = new Verdict(false, null);
    }

    /**
     * Reads {@code Authentication-Info} or {@code Proxy-Authentication-Info} (RFC 7616 section 3.5). A broken field says
     * nothing; one whose proof is not that of somebody who knows the password is wrong. A proof that covers the body of the
     * answer ({@code auth-int}) is not looked at.
     */
    Verdict judge(@Nullable String field) {
        if (field == null) {
            return Verdict.NOTHING_SAID;
        }
        // The parameters of a challenge without its scheme (RFC 9110 section 11.6.3).
        Optional<Challenge> info = Challenge.parse("Digest " + field)
                .filter(challenges -> challenges.size() == 1)
                .map(List::iterator)
                .map(iterator -> iterator.next());
        return info.map(this::judge).orElse(Verdict.NOTHING_SAID);
    }

    private Verdict judge(Challenge info) {
        String nextNonce = info.parameter("nextnonce")
                .filter(nonce -> !nonce.isEmpty() && nonce.length() <= DigestChallenge.LONGEST_VALUE)
                .orElse(null);
        Optional<String> proof = info.parameter("rspauth");
        boolean bodyProtected = !info.parameter("qop").orElse("auth").equalsIgnoreCase("auth");
        if (proof.isEmpty() || nonceCount.isEmpty() || bodyProtected || session.protectsBody()) {
            return new Verdict(false, nextNonce);
        }
        String count = info.parameter("nc").orElse(nonceCount);
        String nonce = info.parameter("cnonce").orElse(clientNonce);
        boolean ours = count.equalsIgnoreCase(nonceCount) && nonce.equals(clientNonce);
        return new Verdict(
                !ours || !sameText(proof.get(), session.serverProof(this, nonceCount, clientNonce)), nextNonce);
    }

    /** In a time that tells nothing about where they differ. */
    private static boolean sameText(String one, String other) {
        return MessageDigest.isEqual(
                one.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1),
                other.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "digest answer";
    }
}
