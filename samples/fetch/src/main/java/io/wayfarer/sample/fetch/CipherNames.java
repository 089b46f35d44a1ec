/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.List;
import java.util.stream.Stream;

/**
 * Cipher suites as people name them to curl, by OpenSSL's names or those of IANA's registry, separated by colons. The words by
 * which OpenSSL chooses whole groups ({@code HIGH:!aNULL}) are not known here.
 */
final class CipherNames {

    private static final List<String> KEY_EXCHANGES = List.of("ECDHE-ECDSA", "ECDHE-RSA", "DHE-RSA");

    private CipherNames() {}

    /** By the names of IANA's registry, in their order. What is no name comes out as it is, for the platform to refuse. */
    static List<String> list(String text) {
        return Stream.of(text.split("[:, ]", -1))
                .filter(name -> !name.isEmpty())
                .map(CipherNames::registered)
                .toList();
    }

    private static String registered(String name) {
        if (name.startsWith("TLS_")) {
            return name;
        }
        String exchange = KEY_EXCHANGES.stream()
                .filter(known -> name.startsWith(known + "-"))
                .findFirst()
                .orElse("");
        String cipher = exchange.isEmpty() ? name : name.substring(exchange.length() + 1);
        return "TLS_" + (exchange.isEmpty() ? "RSA" : exchange.replace('-', '_')) + "_WITH_" + cipher(cipher);
    }

    private static String cipher(String name) {
        return switch (name) {
            case "CHACHA20-POLY1305" -> "CHACHA20_POLY1305_SHA256";
            case "DES-CBC3-SHA" -> "3DES_EDE_CBC_SHA";
            default ->
                name.replaceFirst("^AES(128|256)-SHA", "AES_$1_CBC_SHA")
                        .replaceFirst("^AES(128|256)-", "AES_$1_")
                        .replace('-', '_');
        };
    }
}
