/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import java.util.Optional;

import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.grammar.PercentCoding;

/** The user name and password of a URL (RFC 3986 section 3.2.1), which hold for that URL's origin. */
final class UrlCredentials {

    private UrlCredentials() {}

    /** Sent at once, as everybody expects of such a URL. Empty when there are none, or none that could be sent. */
    static Optional<Credentials> of(HttpUrl url) {
        return url.userInfo().flatMap(UrlCredentials::parse);
    }

    private static Optional<Credentials> parse(String userInfo) {
        String decoded = PercentCoding.decodeComponent(userInfo).orElse(userInfo);
        int colon = decoded.indexOf(':');
        String name = colon < 0 ? decoded : decoded.substring(0, colon);
        String password = colon < 0 ? "" : decoded.substring(colon + 1);
        return PasswordCredentials.possible(name, password)
                ? Optional.of(Credentials.password(name, password).atOnce())
                : Optional.empty();
    }
}
