/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

/** The {@code User-Agent} of a client that sets none (RFC 9110 section 10.1.5). */
final class UserAgent {

    static final String VALUE = value(UserAgent.class.getPackage().getImplementationVersion());

    private UserAgent() {}

    private static String value(@org.jspecify.annotations.Nullable String version) {
        return version == null ? "Wayfarer" : "Wayfarer/" + version;
    }
}
