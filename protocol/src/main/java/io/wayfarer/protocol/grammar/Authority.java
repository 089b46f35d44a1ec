/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A host with or without a port: the authority of an http URI without user information (RFC 3986 section 3.2), which
 * is also the content of {@code Host} and the target of {@code CONNECT}. Immutable.
 *
 * @param host a name in lower case or an address in canonical form, IPv6 without its brackets; never empty
 * @param port from 0 to 65535, or {@link #NO_PORT}
 */
public record Authority(String host, int port) {

    /** Stands for the default port of whatever scheme is used. */
    public static final int NO_PORT = -1;

    /**
     * Checks a host and a port from the program.
     *
     * @param host a name in ASCII or an address, IPv6 with or without brackets
     * @throws IllegalArgumentException when the host is no host of RFC 3986 section 3.2.2, or the port is out of range
     */
    public Authority {
        String given = host;
        host = normalized(given)
                .orElseThrow(() -> new IllegalArgumentException(
                        "host: " + given.length() + " characters (expected: an ASCII name or an IP address)"));
        if (port < NO_PORT || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535, or NO_PORT)");
        }
    }

    /** A host at the default port of its scheme. */
    public static Authority of(String host) {
        return new Authority(host, NO_PORT);
    }

    /**
     * Reads {@code host[:port]}; an IPv6 address needs its brackets. An empty port is no port (RFC 3986 section
     * 3.2.3).
     *
     * @return empty when the host is empty or has characters that no host has, user information among them, or when
     *     the port is no number up to 65535
     */
    public static Optional<Authority> parse(CharSequence text) {
        String authority = text.toString();
        int endOfHost = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
        if (endOfHost < 0) {
            endOfHost = authority.length();
        }
        String host = authority.substring(0, endOfHost);
        int port = port(authority, endOfHost);
        if (port < NO_PORT || normalized(host).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Authority(host, port));
    }

    /** The default port of http, https, ws and wss, written in any case (RFC 9110 section 4.2, RFC 6455 section 3). */
    public static OptionalInt defaultPort(String scheme) {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "http", "ws" -> OptionalInt.of(80);
            case "https", "wss" -> OptionalInt.of(443);
            default -> OptionalInt.empty();
        };
    }

    /** The port, or else the scheme's default; empty when both are unknown. */
    public OptionalInt port(String scheme) {
        return port == NO_PORT ? defaultPort(scheme) : OptionalInt.of(port);
    }

    /** This authority without a port that is the scheme's default anyway (RFC 3986 section 6.2.3). */
    public Authority withoutDefaultPort(String scheme) {
        OptionalInt byDefault = defaultPort(scheme);
        return byDefault.isPresent() && byDefault.getAsInt() == port ? of(host) : this;
    }

    /** This authority with its port spelled out, as {@code CONNECT} demands (RFC 9112 section 3.2.3). */
    public Authority withPort(String scheme) {
        OptionalInt effective = port(scheme);
        return effective.isPresent() ? new Authority(host, effective.getAsInt()) : this;
    }

    /** The text form: IPv6 in brackets, the port only when there is one. */
    @Override
    public String toString() {
        String text = IpAddress.parse(host).map(IpAddress::toUriHost).orElse(host);
        return port == NO_PORT ? text : text + ':' + port;
    }

    private static Optional<String> normalized(String host) {
        Optional<String> address = IpAddress.parse(host).map(IpAddress::toString);
        if (address.isPresent()) {
            return address;
        }
        return isRegisteredName(host) ? Optional.of(host.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** A reg-name that is not empty, RFC 3986 section 3.2.2. */
    private static boolean isRegisteredName(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '%' && PercentCoding.octet(host, i) >= 0) {
                i += 2;
            } else if (!PercentCoding.isUnreserved(c) && "!$&'()*+,;=".indexOf(c) < 0) {
                return false;
            }
        }
        return !host.isEmpty();
    }

    /** The port between an index and the end: {@link #NO_PORT} when there is none, less when it is malformed. */
    private static int port(String text, int index) {
        if (index == text.length()) {
            return NO_PORT;
        }
        if (text.charAt(index) != ':') {
            return NO_PORT - 1;
        }
        int port = index + 1 == text.length() ? NO_PORT : 0;
        for (int i = index + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return NO_PORT - 1;
            }
            port = 10 * port + c - '0';
            if (port > 65535) {
                return NO_PORT - 1;
            }
        }
        return port;
    }
}
