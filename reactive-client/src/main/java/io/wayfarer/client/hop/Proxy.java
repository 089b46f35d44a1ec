/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import org.jspecify.annotations.Nullable;

/**
 * A proxy server.
 *
 * @param host a name, or an IP literal (IPv6 in brackets)
 * @param port 1 to 65535
 * @param userName null when the proxy asks for none
 * @param password null when the proxy asks for none
 */
public record Proxy(
        Kind kind,
        String host,
        int port,
        @Nullable String userName,
        @Nullable String password) {

    /** How one talks to the proxy. */
    public enum Kind {
        /** Absolute-form for http, CONNECT for https (RFC 9110 section 7.6, 9.3.6). */
        HTTP,
        /** SOCKS 4a: the proxy resolves the name. */
        SOCKS4A,
        /** SOCKS 5 (RFC 1928); the client resolves the name. */
        SOCKS5,
        /** SOCKS 5 (RFC 1928); the proxy resolves the name. */
        SOCKS5H
    }

    public Proxy {
        if (host.isBlank()) {
            throw new IllegalArgumentException("proxy host: \"\" (expected: a name or an address)");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("proxy port: " + port + " (expected: 1 to 65535)");
        }
    }

    /** Kind, host and port, and whether there are credentials; never the credentials. */
    @Override
    public String toString() {
        String scheme = switch (kind) {
            case HTTP -> "http";
            case SOCKS4A -> "socks4a";
            case SOCKS5 -> "socks5";
            case SOCKS5H -> "socks5h";
        };
        return scheme + "://" + (userName == null ? "" : "***@") + host + ":" + port;
    }
}
