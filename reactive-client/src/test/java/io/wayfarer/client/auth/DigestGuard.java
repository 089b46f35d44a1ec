/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.Challenge;

/**
 * The server's side of Digest, written from RFC 7616 alone and strict: a nonce count may not come twice. Knows the user
 * {@code ada} with the password {@code secret}.
 */
final class DigestGuard {

    private final String algorithm;
    private final String extra;
    private final AtomicInteger nonces = new AtomicInteger();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile int usesOfANonce = Integer.MAX_VALUE;
    private volatile boolean saysStale = true;
    private volatile String proof = "";

    /** @param extra further parameters of the challenge, each with a comma before it */
    DigestGuard(String algorithm, String extra) {
        this.algorithm = algorithm;
        this.extra = extra;
    }

    void expireNonces(boolean sayStale) {
        saysStale = sayStale;
        nonces.incrementAndGet();
    }

    void limitUses(int uses) {
        usesOfANonce = uses;
    }

    /** Of the request accepted last; the value of rspauth. */
    String proof() {
        return proof;
    }

    String challenge(boolean stale) {
        return "Digest realm=\"vault\", nonce=\"" + nonce() + "\", algorithm=" + algorithm + extra
                + (stale ? ", stale=true" : "");
    }

    /** The one that the next request should use. */
    String nonce() {
        return "nonce-" + nonces.get();
    }

    /** Null when the request may pass, else the challenge. */
    @Nullable
    String judge(String method, String target, @Nullable String authorization, String body) {
        if (authorization == null || !authorization.startsWith("Digest ")) {
            return challenge(false);
        }
        Map<String, String> given =
                Challenge.parse(authorization).orElseThrow().get(0).parameters();
        if (!nonce().equals(given.get("nonce"))) {
            return challenge(saysStale && response(method, target, given, body).equals(given.get("response")));
        }
        boolean right = target.equals(given.get("uri"))
                && response(method, target, given, body).equals(given.get("response"))
                && seen.add(given.get("nonce") + given.get("nc"));
        if (!right) {
            return challenge(false);
        }
        if (Integer.parseInt(given.get("nc"), 16) >= usesOfANonce) {
            nonces.incrementAndGet();
        }
        proof = hash(key(given) + ":" + given.get("nonce") + ":" + given.get("nc") + ":" + given.get("cnonce")
                + ":auth:" + hash(":" + target));
        return null;
    }

    private String key(Map<String, String> given) {
        String key = hash("ada:vault:secret");
        return algorithm.endsWith("-sess") ? hash(key + ":" + given.get("nonce") + ":" + given.get("cnonce")) : key;
    }

    private String response(String method, String target, Map<String, String> given, String body) {
        String qop = given.get("qop");
        String second = method + ":" + target;
        if ("auth-int".equals(qop)) {
            second += ":" + hash(body);
        }
        return hash(key(given) + ":" + given.get("nonce") + ":" + given.get("nc") + ":" + given.get("cnonce") + ":"
                + qop + ":" + hash(second));
    }

    private String hash(String text) {
        try {
            String name = algorithm.replace("-sess", "").replace("SHA-512-256", "SHA-512/256");
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(name).digest(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
