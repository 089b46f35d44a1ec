/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The public keys that servers have to prove the possession of, besides all else that makes their certificates trusted. A pin
 * is the SHA-256 of a key with its algorithm, the {@code SubjectPublicKeyInfo} (RFC 7469 section 2.4), so that a renewed
 * certificate passes as long as it is for the same key. Immutable.
 *
 * <p>It is the server's own key that is compared, never one of an authority: whoever gets a certificate from the same
 * authority has that one in the chain too. Name a second key that is in reserve, or a lost key locks the client out.
 *
 * <pre>{@code
 * KeyPins.of(Map.of("*.shop.example", List.of(
 *         "sha256/7HIpactkIAq2Y49orFOOQKurWxmmSFZhBCoQYcRhJ3Y=",
 *         "sha256/k2v657xBsOVe1PQRwOsHsw3bsGT2VzIqz5K+59sNQws="))); // the reserve
 * }</pre>
 */
public final class KeyPins {

    private static final String ALGORITHM = "sha256/";
    private static final int DIGEST_BYTES = 32;
    private static final Pattern PIN = Pattern.compile("sha256//?([A-Za-z0-9+/]{43}=?)");

    private final List<Entry> entries;

    /**
     * @param host in lower case, without an asterisk before it
     * @param below whether the names below are meant, one level or more, and not the host itself
     */
    private record Entry(String host, boolean below, Set<String> pins) {

        boolean covers(String name) {
            return below ? name.endsWith(host) : name.equals(host);
        }
    }

    private KeyPins(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Reads pins by host: a name, an address, {@code *.name} for all names below one, or {@code *} for every server. Where
     * several entries cover a host, a key of any of them will do. A pin is written {@code sha256/} and Base64, or with two
     * slashes as curl has it.
     *
     * @throws IllegalArgumentException when a text is neither, or a host has no pins
     */
    public static KeyPins of(Map<String, ? extends Collection<String>> pins) {
        List<Entry> entries = new ArrayList<>();
        pins.forEach((host, texts) -> {
            if (host.isBlank() || host.indexOf('*', 1) >= 0 || (host.startsWith("*") && !host.matches("\\*(\\..+)?"))) {
                throw new IllegalArgumentException(
                        "host of pins: \"" + host + "\" (expected: a name, *.name, an address, or *)");
            }
            if (texts.isEmpty()) {
                throw new IllegalArgumentException("pins of " + host + ": none (expected: one or more)");
            }
            boolean below = host.startsWith("*");
            String name = host.substring(below ? 1 : 0).toLowerCase(Locale.ROOT);
            entries.add(
                    new Entry(name, below, texts.stream().map(KeyPins::checked).collect(Collectors.toSet())));
        });
        return new KeyPins(List.copyOf(entries));
    }

    /** Base64 may begin with a slash itself: how long it is tells whose the second slash is. */
    private static String checked(String text) {
        Matcher pin = PIN.matcher(text.strip());
        if (!pin.matches()) {
            throw new IllegalArgumentException(
                    "pin: \"" + text + "\" (expected: sha256/ and the Base64 of " + DIGEST_BYTES + " bytes)");
        }
        byte[] digest = Base64.getDecoder().decode(pin.group(1));
        return ALGORITHM + Base64.getEncoder().encodeToString(digest);
    }

    /** The pin of a certificate's key, with which a server that presents it would pass. */
    public static String of(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded());
            return ALGORITHM + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /** Checks the key of a server. Without pins for the host every key passes. */
    void check(String host, X509Certificate certificate) throws UnpinnedKeyException {
        String name = host.toLowerCase(Locale.ROOT);
        String pin = null;
        for (Entry entry : entries) {
            if (entry.covers(name)) {
                pin = pin == null ? of(certificate) : pin;
                if (entry.pins.contains(pin)) {
                    return;
                }
            }
        }
        if (pin != null) {
            throw new UnpinnedKeyException(host, pin);
        }
    }

    /** The hosts. */
    @Override
    public String toString() {
        return entries.stream()
                .map(entry -> (entry.below ? "*" : "") + entry.host)
                .collect(Collectors.joining(", ", "KeyPins[", "]"));
    }
}
