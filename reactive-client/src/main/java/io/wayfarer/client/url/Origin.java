/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.url;

/**
 * Scheme, host and port: the boundary that credentials do not cross (RFC 6454 section 4).
 *
 * @param scheme {@code http}, {@code https}, {@code ws} or {@code wss}
 * @param host lower case, IPv6 literals in brackets
 * @param port the effective port, never -1
 */
public record Origin(String scheme, String host, int port) {

    /** The serialisation of RFC 6454 section 6.2; a default port is left out. */
    @Override
    public String toString() {
        return port == HttpUrl.defaultPort(scheme) ? scheme + "://" + host : scheme + "://" + host + ":" + port;
    }
}
