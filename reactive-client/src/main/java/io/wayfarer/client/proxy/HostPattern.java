/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.IpAddress;
import io.wayfarer.protocol.grammar.IpNetwork;

/** A name with all names below it, an IP address, or a network; limited to a port if one likes. */
final class HostPattern {

    /** Lower case, without dots around it; null when the entry is an address. */
    private final @Nullable String name;

    private final @Nullable IpNetwork network;
    private final int port;

    private HostPattern(@Nullable String name, @Nullable IpNetwork network, int port) {
        this.name = name;
        this.network = network;
        this.port = port;
    }

    /** Every host, by name or address, on every port. */
    static HostPattern everything() {
        return new HostPattern("", null, -1);
    }

    /** Null when the text is malformed. */
    static @Nullable HostPattern parse(String text) {
        String host = text;
        int port = -1;
        int colon = text.lastIndexOf(':');
        boolean brackets = text.startsWith("[");
        if (colon >= 0 && (brackets ? text.charAt(colon - 1) == ']' : text.indexOf(':') == colon)) {
            host = text.substring(0, colon);
            port = SmallNumber.parse(text.substring(colon + 1), 65535);
            if (port < 1) {
                return null;
            }
        }
        return brackets || mayBeNetwork(host) ? network(host, port) : name(host.toLowerCase(Locale.ROOT), port);
    }

    /**
     * Reads a pattern that somebody has written down for this purpose, and does not want to be passed over in silence.
     *
     * @throws IllegalArgumentException when it is malformed, beginning with the source
     */
    static HostPattern parseStrictly(String source, String text) {
        HostPattern pattern = text.equals("*") ? everything() : parse(text);
        if (pattern == null || (pattern.name != null && !onTheWire(pattern.name))) {
            throw new IllegalArgumentException(source + " has \"" + text
                    + "\", which is no host. Write a name such as .example, for it and all names below, an IP address, or"
                    + " a network such as 10.0.0.0/8, with :port if you like; or * for every host.");
        }
        return pattern;
    }

    /** Names in URLs are in ASCII by the time they are compared. */
    private static boolean onTheWire(String name) {
        return name.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_');
    }

    private static boolean mayBeNetwork(String host) {
        return host.indexOf('/') >= 0 || host.indexOf(':') >= 0 || IpAddress.isLiteral(host);
    }

    private static @Nullable HostPattern name(String host, int port) {
        int from = host.startsWith(".") ? 1 : 0;
        int to = host.length() > from && host.endsWith(".") ? host.length() - 1 : host.length();
        return from == to ? null : new HostPattern(host.substring(from, to), null, port);
    }

    private static @Nullable HostPattern network(String host, int port) {
        return IpNetwork.parse(host)
                .map(network -> new HostPattern(null, network, port))
                .orElse(null);
    }

    /** @param address of the host when it is a literal one, else null */
    boolean matches(String host, byte @Nullable [] address, int hostPort) {
        if (port >= 0 && port != hostPort) {
            return false;
        }
        if (name == null) {
            return network != null && address != null && network.contains(address);
        }
        return name.isEmpty() || (address == null && below(host, name));
    }

    /** True for the name itself and all names below it; one trailing dot of the host does not count. */
    private static boolean below(String host, String name) {
        int length = host.endsWith(".") ? host.length() - 1 : host.length();
        int from = length - name.length();
        return from >= 0
                && host.regionMatches(true, from, name, 0, name.length())
                && (from == 0 || host.charAt(from - 1) == '.');
    }
}
