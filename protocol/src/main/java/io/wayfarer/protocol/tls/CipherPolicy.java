/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;

/**
 * Which protocols and cipher suites are offered, in order of preference: the three configurations of Mozilla's "Server
 * Side TLS" guidelines, version 5.7. What the platform does not have, or has switched off, is left out.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are copies that nobody can change
public enum CipherPolicy {
    /** TLS 1.3 alone. */
    MODERN(List.of("TLSv1.3"), Suites.MODERN),
    /** TLS 1.3 and 1.2, with forward secrecy and authenticated encryption. The default everywhere. */
    INTERMEDIATE(List.of("TLSv1.3", "TLSv1.2"), Suites.INTERMEDIATE),
    /** Back to TLS 1.0, and suites without forward secrecy; only where very old peers must be served. */
    OLD(List.of("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"), Suites.OLD);

    private final List<String> protocols;
    private final List<String> suites;

    CipherPolicy(List<String> protocols, List<String> suites) {
        this.protocols = protocols;
        this.suites = suites;
    }

    /** Versions of TLS by Java's names, best first. */
    public List<String> protocols() {
        return protocols;
    }

    /** Cipher suites by the names of IANA's registry, best first. */
    public List<String> suites() {
        return suites;
    }

    /**
     * Whether an HTTP/2 connection may not use a suite (RFC 9113 section 9.2.2): all that lack either ephemeral keys or
     * authenticated encryption. That is the list of its appendix A, and goes on where the list ends.
     *
     * @param suite by the name of IANA's registry
     */
    public static boolean prohibitedInHttp2(String suite) {
        String name = suite.toUpperCase(Locale.ROOT);
        int with = name.indexOf("_WITH_");
        if (with < 0) {
            return !name.startsWith("TLS_AES_") && !name.startsWith("TLS_CHACHA20_"); // TLS 1.3 names no key exchange
        }
        boolean ephemeral = name.startsWith("TLS_DHE_") || name.startsWith("TLS_ECDHE_");
        String cipher = name.substring(with);
        boolean authenticated = cipher.contains("_GCM_") || cipher.contains("_CCM") || cipher.contains("_POLY1305");
        return !ephemeral || !authenticated;
    }

    SslContextBuilder applyTo(SslContextBuilder context) {
        return context.protocols(protocols).ciphers(suites, SupportedCipherSuiteFilter.INSTANCE);
    }

    private static final class Suites {

        static final List<String> MODERN =
                List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

        static final List<String> INTERMEDIATE = behind(
                MODERN,
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

        static final List<String> OLD = behind(
                INTERMEDIATE,
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
                "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_RSA_WITH_AES_256_CBC_SHA256",
                "TLS_RSA_WITH_AES_128_CBC_SHA",
                "TLS_RSA_WITH_AES_256_CBC_SHA",
                "TLS_RSA_WITH_3DES_EDE_CBC_SHA");

        private static List<String> behind(List<String> better, String... more) {
            List<String> all = new ArrayList<>(better);
            all.addAll(List.of(more));
            return List.copyOf(all);
        }
    }
}
