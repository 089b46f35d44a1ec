/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.Route;
import io.wayfarer.protocol.grammar.IpAddress;

/** One entry of a {@link NoProxy} list. */
final class NoProxyEntry {

    private final Route route;
    /** Lower case, without dots around it; null when the entry is an address. */
    private final @Nullable String name;

    private final byte @Nullable [] network;
    private final int bits;
    private final int port;

    private NoProxyEntry(Route route, @Nullable String name, byte @Nullable [] network, int bits, int port) {
        this.route = route;
        this.name = name;
        this.network = network;
        this.bits = bits;
        this.port = port;
    }

    static NoProxyEntry everything(String source) {
        return new NoProxyEntry(new Route(null, source + " is *"), "", null, 0, -1);
    }

    /** Null when the text is malformed. */
    static @Nullable NoProxyEntry parse(String source, String text) {
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
        Route route = new Route(null, source + " matches " + text);
        return brackets || mayBeNetwork(host)
                ? network(route, host, port)
                : name(route, host.toLowerCase(Locale.ROOT), port);
    }

    private static boolean mayBeNetwork(String host) {
        return host.indexOf('/') >= 0 || host.indexOf(':') >= 0 || IpAddress.isLiteral(host);
    }

    private static @Nullable NoProxyEntry name(Route route, String host, int port) {
        int from = host.startsWith(".") ? 1 : 0;
        int to = host.length() > from && host.endsWith(".") ? host.length() - 1 : host.length();
        return from == to ? null : new NoProxyEntry(route, host.substring(from, to), null, 0, port);
    }

    private static @Nullable NoProxyEntry network(Route route, String host, int port) {
        int slash = host.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? host : host.substring(0, slash))
                .filter(ip -> ip.zone().isEmpty());
        if (address.isEmpty()) {
            return null;
        }
        byte[] network = address.get().bytes();
        int longest = network.length * 8;
        int bits = slash < 0 ? longest : SmallNumber.parse(host.substring(slash + 1), longest);
        return bits < 0 ? null : new NoProxyEntry(route, null, network, bits, port);
    }

    Route route() {
        return route;
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
