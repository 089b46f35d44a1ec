/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.Challenge;

/**
 * A Digest challenge that this client can answer (RFC 7616 section 3.3).
 *
 * @param domain what the protection space consists of; empty for the whole server
 * @param algorithmText as the server spelt it, to be sent back so; null when it sent none, which means MD5
 * @param auth whether {@code qop=auth} is offered
 * @param authInt whether {@code qop=auth-int} is offered; neither is in challenges from before RFC 2617
 * @param stale whether only the nonce was wrong with the credentials refused
 * @param utf8 whether the server announces UTF-8, and so knows RFC 7616
 */
record DigestChallenge(
        String realm,
        String nonce,
        @Nullable String opaque,
        List<String> domain,
        DigestAlgorithm algorithm,
        @Nullable String algorithmText,
        boolean session,
        boolean auth,
        boolean authInt,
        boolean stale,
        boolean utf8,
        boolean userhash) {

    /** More would be sent back with every request. */
    static final int LONGEST_VALUE = 4096;

    private static final int MOST_DOMAINS = 64;

    /** Empty when something is missing, unknown or out of all proportion; another challenge may then do. */
    static Optional<DigestChallenge> of(Challenge challenge) {
        String realm = text(challenge, "realm");
        String nonce = text(challenge, "nonce");
        String algorithmText = challenge.parameter("algorithm").orElse(null);
        DigestAlgorithm algorithm = algorithmText == null ? DigestAlgorithm.MD5 : DigestAlgorithm.named(algorithmText);
        boolean tooLong = challenge.parameters().values().stream().anyMatch(value -> value.length() > LONGEST_VALUE);
        if (realm == null || nonce == null || algorithm == null || tooLong) {
            return Optional.empty();
        }
        boolean session = algorithmText != null && DigestAlgorithm.isSession(algorithmText);
        Optional<String> qop = challenge.parameter("qop").filter(text -> !text.isBlank());
        Set<String> offered = Set.of(words(qop.orElse("").toLowerCase(Locale.ROOT), "[,\\s]+"));
        boolean auth = offered.contains("auth");
        boolean authInt = offered.contains("auth-int");
        // Without qop there is no client nonce, on which a session key rests.
        if (qop.isPresent() ? !auth && !authInt : session) {
            return Optional.empty();
        }
        return Optional.of(new DigestChallenge(
                realm,
                nonce,
                text(challenge, "opaque"),
                domain(challenge),
                algorithm,
                algorithmText,
                session,
                auth,
                authInt,
                flag(challenge, "stale", "true"),
                flag(challenge, "charset", "UTF-8"),
                flag(challenge, "userhash", "true")));
    }

    /** Fields are read as Latin-1, and hashed as the octets they are: those beyond ASCII mean UTF-8. */
    private static @Nullable String text(Challenge challenge, String name) {
        return challenge.parameter(name).flatMap(DigestChallenge::utf8).orElse(null);
    }

    private static Optional<String> utf8(String latin1) {
        try {
            ByteBuffer octets = ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1));
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(octets).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static List<String> domain(Challenge challenge) {
        String[] all = words(challenge.parameter("domain").orElse(""), "\\s+");
        return all.length > MOST_DOMAINS ? List.of() : List.of(all);
    }

    private static boolean flag(Challenge challenge, String name, String value) {
        return challenge.parameter(name).filter(value::equalsIgnoreCase).isPresent();
    }

    /** Without empty ones, each once. */
    private static String[] words(String text, String separator) {
        return Arrays.stream(text.split(separator))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toArray(String[]::new);
    }
}
