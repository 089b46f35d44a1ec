/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.PercentCoding;
import io.wayfarer.protocol.grammar.Tokens;

/**
 * A Digest challenge with the credentials that answer it, for as many requests as its nonce lasts (RFC 7616 section 3.4).
 * Thread-safe: requests at the same time get different nonce counts.
 */
final class DigestSession {

    private final DigestChallenge challenge;
    private final PasswordCredentials credentials;
    private final Supplier<String> clientNonces;
    private final @Nullable String sessionNonce;
    private final String keyHash;
    private final AtomicInteger count;
    private final String nonce;

    /** @param count of the requests made with this nonce so far, whoever made them */
    DigestSession(
            DigestChallenge challenge,
            PasswordCredentials credentials,
            Supplier<String> clientNonces,
            AtomicInteger count) {
        this.challenge = challenge;
        this.credentials = credentials;
        this.clientNonces = clientNonces;
        this.nonce = challenge.nonce();
        this.count = count;
        // The session key rests on the first client nonce; with only one in a session there is no question which.
        this.sessionNonce = challenge.session() ? clientNonces.get() : null;
        this.keyHash = keyHash();
    }

    /** Goes on with another nonce, which the server has named in advance. */
    private DigestSession(DigestSession before, String nextNonce) {
        this.challenge = before.challenge;
        this.credentials = before.credentials;
        this.clientNonces = before.clientNonces;
        this.sessionNonce = before.sessionNonce;
        this.keyHash = before.keyHash;
        this.nonce = nextNonce;
        this.count = new AtomicInteger();
    }

    /** H(A1), RFC 7616 section 3.4.2. */
    private String keyHash() {
        DigestAlgorithm algorithm = challenge.algorithm();
        String key = algorithm.hash(credentials.userName() + ':' + challenge.realm() + ':' + credentials.password());
        return sessionNonce == null ? key : algorithm.hash(key + ':' + nonce + ':' + sessionNonce);
    }

    /** Whether the hash of the body is part of the answer. */
    boolean protectsBody() {
        return challenge.authInt() && (credentials.protectsBody() || !challenge.auth());
    }

    DigestChallenge challenge() {
        return challenge;
    }

    PasswordCredentials credentials() {
        return credentials;
    }

    String nonce() {
        return nonce;
    }

    AtomicInteger count() {
        return count;
    }

    DigestSession withNextNonce(String nextNonce) {
        return new DigestSession(this, nextNonce);
    }

    /**
     * The answer for one request.
     *
     * @param target as in the request line
     * @param bodyHash of the body in hexadecimal; used only where the body is protected
     */
    DigestAnswer answer(String method, String target, String bodyHash) {
        DigestAlgorithm algorithm = challenge.algorithm();
        String secondHash = algorithm.hash(method + ':' + target + (protectsBody() ? ':' + bodyHash : ""));
        StringBuilder value = new StringBuilder(256).append("Digest ");
        appendUserName(value);
        quoted(value.append(", realm="), challenge.realm());
        quoted(value.append(", uri="), target);
        if (challenge.algorithmText() != null && Tokens.isToken(challenge.algorithmText())) {
            value.append(", algorithm=").append(challenge.algorithmText());
        }
        quoted(value.append(", nonce="), nonce);
        if (!challenge.auth() && !challenge.authInt()) {
            String response = algorithm.hash(keyHash + ':' + nonce + ':' + secondHash);
            quoted(value.append(", response="), response);
            appendOpaque(value);
            return new DigestAnswer(this, value.toString(), target, "", "");
        }
        String nonceCount = String.format("%08x", count.incrementAndGet());
        String clientNonce = sessionNonce == null ? clientNonces.get() : sessionNonce;
        String qop = protectsBody() ? "auth-int" : "auth";
        String response = algorithm.hash(
                keyHash + ':' + nonce + ':' + nonceCount + ':' + clientNonce + ':' + qop + ':' + secondHash);
        value.append(", nc=").append(nonceCount);
        quoted(value.append(", cnonce="), clientNonce);
        value.append(", qop=").append(qop);
        quoted(value.append(", response="), response);
        appendOpaque(value);
        if (challenge.userhash()) {
            value.append(", userhash=true");
        }
        return new DigestAnswer(this, value.toString(), target, nonceCount, clientNonce);
    }

    /** What the server proves that it knows the password with (RFC 7616 section 3.5), where the body has no part in it. */
    String serverProof(DigestAnswer answer, String nonceCount, String clientNonce) {
        DigestAlgorithm algorithm = challenge.algorithm();
        return algorithm.hash(keyHash + ':' + nonce + ':' + nonceCount + ':' + clientNonce + ":auth:"
                + algorithm.hash(':' + answer.target()));
    }

    private void appendUserName(StringBuilder value) {
        String name = credentials.userName();
        if (challenge.userhash()) {
            quoted(value.append("username="), challenge.algorithm().hash(name + ':' + challenge.realm()));
        } else if (challenge.utf8() && !StandardCharsets.US_ASCII.newEncoder().canEncode(name)) {
            value.append("username*=UTF-8''").append(PercentCoding.encodeComponent(name));
        } else {
            quoted(value.append("username="), name);
        }
    }

    private void appendOpaque(StringBuilder value) {
        if (challenge.opaque() != null) {
            quoted(value.append(", opaque="), challenge.opaque());
        }
    }

    /** As a quoted-string (RFC 9110 section 5.6.4); a field carries octets, those beyond ASCII are UTF-8. */
    private static void quoted(StringBuilder value, String text) {
        value.append('"');
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c == '"' || c == '\\') {
                value.append('\\');
            }
            value.append(c);
        }
        value.append('"');
    }

    @Override
    public String toString() {
        return "digest session";
    }
}
