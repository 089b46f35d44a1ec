/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** A hash of RFC 7616 section 3.3, the weakest first. */
enum DigestAlgorithm {
    MD5("MD5", 0),
    SHA_256("SHA-256", 1),
    /** The hash of FIPS 180-4 by this name, which is not the first half of SHA-512 (RFC 7616, erratum 4897). */
    SHA_512_256("SHA-512/256", 2);

    private static final String SESSION = "-sess";

    private final String javaName;
    private final int strength;

    DigestAlgorithm(String javaName, int strength) {
        this.javaName = javaName;
        this.strength = strength;
    }

    /** The larger, the stronger. */
    int strength() {
        return strength;
    }

    /** Of the value of {@code algorithm}, with or without {@code -sess}; null when it is unknown. */
    static @Nullable DigestAlgorithm named(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        return switch (isSession(text) ? name.substring(0, name.length() - SESSION.length()) : name) {
            case "MD5" -> MD5;
            case "SHA-256" -> SHA_256;
            case "SHA-512-256" -> SHA_512_256;
            default -> null;
        };
    }

    static boolean isSession(String text) {
        return text.toLowerCase(Locale.ROOT).endsWith(SESSION);
    }

    MessageDigest start() {
        try {
            return MessageDigest.getInstance(javaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java platform lacks " + javaName, e);
        }
    }

    /** In lower-case hexadecimal. */
    String hash(String text) {
        return hex(start().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
