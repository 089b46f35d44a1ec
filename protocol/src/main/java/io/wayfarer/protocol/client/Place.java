/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.nio.file.Path;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.IpAddress;

/**
 * A host and a port as settings name them, {@code example.test:443}, {@code [::1]:80}; either may be left out. Or the path of a
 * Unix socket.
 *
 * @param host in lower case, without brackets; empty for any, or for the same
 * @param port 0 for any, or for the same
 * @param socket null for a host
 */
record Place(String host, int port, @Nullable Path socket) {

    private static final String UNIX = "unix:";

    /** @throws IllegalArgumentException when the text names no place */
    static Place parse(String text) {
        if (text.startsWith(UNIX) && text.length() > UNIX.length()) {
            return new Place("", 0, Path.of(text.substring(UNIX.length())));
        }
        int colon = text.lastIndexOf(':');
        boolean portless =
                colon < 0 || text.endsWith("]") || IpAddress.parse(text).isPresent();
        String host = portless ? text : text.substring(0, colon);
        int port = portless ? 0 : port(text.substring(colon + 1));
        boolean readable = !text.isEmpty()
                && port >= 0
                && host.chars().noneMatch(c -> c <= ' ' || "/?#@".indexOf(c) >= 0)
                && (host.indexOf(':') < 0 || IpAddress.parse(host).isPresent());
        if (!readable) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" is no place to connect to (expected: one such as example.test:443, [::1]:80, or unix:/run/x.sock)");
        }
        return new Place(bare(host.equals("*") ? "" : host).toLowerCase(Locale.ROOT), port, null);
    }

    private static int port(String digits) {
        boolean number =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number ? Integer.parseInt(digits) : -1;
        return port >= 1 && port <= 65535 ? port : -1;
    }

    /** Without the brackets of IPv6. */
    static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** This place with what it leaves out taken from the other. */
    Place or(String otherHost, int otherPort) {
        return socket != null ? this : new Place(host.isEmpty() ? otherHost : host, port == 0 ? otherPort : port, null);
    }
}
