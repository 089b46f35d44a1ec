/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.Route;
import io.wayfarer.protocol.grammar.IpAddress;

/** Routes by host; the first entry that matches counts. Immutable. */
final class HostRoutes {

    static final HostRoutes NONE = new HostRoutes(List.of());

    private final Entry[] entries;

    /** Hosts, and how they are reached. */
    record Entry(HostPattern pattern, Route route) {}

    HostRoutes(List<Entry> entries) {
        this.entries = entries.toArray(Entry[]::new);
    }

    /**
     * The route of the first entry that matches, or null.
     *
     * @param host an IPv6 address with brackets or without
     */
    @Nullable
    Route match(String host, int port) {
        if (entries.length == 0 || host.isEmpty()) {
            return null;
        }
        byte[] address =
                mayBeAddress(host) ? IpAddress.parse(host).map(IpAddress::bytes).orElse(null) : null;
        for (Entry entry : entries) {
            if (entry.pattern.matches(host, address, port)) {
                return entry.route;
            }
        }
        return null;
    }

    /** Spares the common name a parser. */
    private static boolean mayBeAddress(String host) {
        char last = host.charAt(host.length() - 1);
        return last == ']' || (last >= '0' && last <= '9') || host.indexOf(':') >= 0;
    }
}
