/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.IpAddress;

/** A name with all names below it, an IP address, or a network; limited to a port if one likes. */
final class HostPattern {

    /** Lower case, without dots around it; null when the entry is an address. */
    private final @Nullable String name;

    private final byte @Nullable [] network;
    private final int bits;
    private final int port;

    private HostPattern(@Nullable String name, byte @Nullable [] network, int bits, int port) {
        this.name = name;
        this.network = network;
        this.bits = bits;
        this.port = port;
    }

    /** Every host, by name or address, on every port. */
    static HostPattern everything() {
        return new HostPattern("", null, 0, -1);
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
        return from == to ? null : new HostPattern(host.substring(from, to), null, 0, port);
    }

    private static @Nullable HostPattern network(String host, int port) {
        int slash = host.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? host : host.substring(0, slash))
                .filter(ip -> ip.zone().isEmpty());
        if (address.isEmpty()) {
            return null;
        }
        byte[] network = address.get().bytes();
        int longest = network.length * 8;
        int bits = slash < 0 ? longest : SmallNumber.parse(host.substring(slash + 1), longest);
        return bits < 0 ? null : new HostPattern(null, network, bits, port);
    }

    /** @param address of the host when it is a literal one, else null */
    boolean matches(String host, byte @Nullable [] address, int hostPort) {
        if (port >= 0 && port != hostPort) {
            return false;
        }
        if (name == null) {
            return network != null && address != null && insideNetwork(network, address);
        }
        return name.isEmpty() || (address == null && below(host, name));
    }

    private boolean insideNetwork(byte[] prefix, byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        for (int i = 0; i * 8 < bits; i++) {
            int mask = bits - i * 8 >= 8 ? 0xff : (0xff << (8 - (bits - i * 8))) & 0xff;
            if (((address[i] ^ prefix[i]) & mask) != 0) {
                return false;
            }
        }
        return true;
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
