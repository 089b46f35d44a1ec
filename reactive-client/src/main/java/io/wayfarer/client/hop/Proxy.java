/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import java.nio.file.Path;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A proxy server. Immutable; two that are equal lead to the same place in the same way.
 *
 * @param host a name, or an IP literal (IPv6 in brackets); {@code localhost} for a Unix socket
 * @param port 1 to 65535; 0 for a Unix socket
 * @param socket the Unix socket where the proxy listens; null for one that listens on a port
 * @param userName null when the proxy asks for none
 * @param password null when the proxy asks for none
 */
public record Proxy(
        Kind kind,
        String host,
        int port,
        @Nullable Path socket,
        @Nullable String userName,
        @Nullable String password,
        ProxyOptions options) {

    /** How one talks to the proxy. */
    public enum Kind {
        /** Absolute-form for http, CONNECT for https (RFC 9112 section 3.2.2, RFC 9110 section 9.3.6). */
        HTTP,
        /** As {@link #HTTP}, with TLS on the way to the proxy. */
        HTTPS,
        /** SOCKS 4; the client resolves the name, to an IPv4 address. */
        SOCKS4,
        /** SOCKS 4a: the proxy resolves the name. */
        SOCKS4A,
        /** SOCKS 5 (RFC 1928); the client resolves the name. */
        SOCKS5,
        /** SOCKS 5 (RFC 1928); the proxy resolves the name. */
        SOCKS5H;

        /** As in the URL of a proxy, {@code "socks5h"}. */
        public String scheme() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the proxy understands HTTP; all others speak SOCKS. */
        public boolean http() {
            return this == HTTP || this == HTTPS;
        }
    }

    public Proxy {
        if (host.isBlank()) {
            throw new IllegalArgumentException("proxy host: \"\" (expected: a name or an address)");
        }
        if (socket == null ? port < 1 || port > 65535 : port != 0) {
            throw new IllegalArgumentException("proxy port: " + port + " (expected: "
                    + (socket == null ? "1 to 65535)" : "0 with a Unix socket)"));
        }
        if (socket != null && options.preProxy() != null) {
            throw new IllegalArgumentException(
                    "proxy options: " + options + " (expected: no proxy before a Unix socket)");
        }
        if (!kind.http() && !options.equals(ProxyOptions.NONE)) {
            throw new IllegalArgumentException(
                    "proxy options: " + options + " (expected: none for " + kind.scheme() + ")");
        }
    }

    /** One that listens on a port, without options. */
    public Proxy(Kind kind, String host, int port, @Nullable String userName, @Nullable String password) {
        this(kind, host, port, null, userName, password, ProxyOptions.NONE);
    }

    /** One that listens at a Unix socket, without options. */
    public static Proxy unix(Kind kind, Path socket, @Nullable String userName, @Nullable String password) {
        return new Proxy(kind, "localhost", 0, socket, userName, password, ProxyOptions.NONE);
    }

    /**
     * The same proxy, used otherwise.
     *
     * @throws IllegalArgumentException when it is a SOCKS proxy, which has no options
     */
    public Proxy with(ProxyOptions others) {
        return new Proxy(kind, host, port, socket, userName, password, others);
    }

    /** Whether it is given requests with whole URLs, rather than asked for a tunnel. */
    public boolean forwards(boolean secureUrl) {
        return kind.http() && !secureUrl && !options.tunnelsAlways();
    }

    /** Kind, host and port, whether there are credentials, and what stands before it; never the credentials. */
    @Override
    public String toString() {
        String user = userName == null ? "" : "***@";
        String place = socket == null ? host + ":" + port : "localhost" + socket;
        String text = kind == Kind.HTTP && socket != null
                ? "unix:" + (user.isEmpty() ? "" : "//" + user) + socket
                : kind.scheme() + "://" + user + place;
        Proxy first = options.preProxy();
        return first == null ? text : text + " behind " + first;
    }
}
