/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.Arrays;
import java.util.List;

/** Versions of TLS, oldest first. */
enum TlsVersion {
    TLSV1("TLSv1"),
    TLSV1_1("TLSv1.1"),
    TLSV1_2("TLSv1.2"),
    TLSV1_3("TLSv1.3");

    private final String javaName;

    TlsVersion(String javaName) {
        this.javaName = javaName;
    }

    String javaName() {
        return javaName;
    }

    /** Java's names of those that are neither older nor newer. */
    static List<String> between(TlsVersion least, TlsVersion most) {
        return Arrays.stream(values())
                .filter(version -> version.compareTo(least) >= 0 && version.compareTo(most) <= 0)
                .map(TlsVersion::javaName)
                .toList();
    }
}
