/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.Route;
import io.wayfarer.protocol.grammar.IpAddress;

/**
 * A list of hosts that are reached without a proxy, in the form of the variable {@code no_proxy} as curl reads it.
 *
 * <p>Entries are separated by commas, with blanks around them as one likes; after an entry, a blank with no comma behind it
 * ends the list. A name means that host and all below it, with a dot before it or not. An IP address means itself, or
 * its network with {@code /bits}. The whole list {@code *} means every host. Beyond curl, {@code :port} behind an entry,
 * with brackets around an IPv6 address, limits it to that port. An entry that is none of these matches nothing.
 */
final class NoProxy {

    static final NoProxy NONE = new NoProxy(List.of());

    private final List<NoProxyEntry> entries;

    private NoProxy(List<NoProxyEntry> entries) {
        this.entries = entries;
    }

    /**
     * Reads a list.
     *
     * @param source what a route by this list gives as its reason
     */
    static NoProxy parse(String source, String list) {
        List<NoProxyEntry> entries = new ArrayList<>();
        if (list.strip().equals("*")) {
            return new NoProxy(List.of(NoProxyEntry.everything(source)));
        }
        int at = 0;
        while (at < list.length()) {
            at = skipBlanks(list, at);
            int from = at;
            while (at < list.length() && list.charAt(at) != ',' && !blank(list.charAt(at))) {
                at++;
            }
            if (at > from) {
                NoProxyEntry entry = NoProxyEntry.parse(source, list.substring(from, at));
                if (entry != null) {
                    entries.add(entry);
                }
            }
            at = skipBlanks(list, at);
            if (at < list.length() && list.charAt(at) != ',') {
                break;
            }
            at++;
        }
        return new NoProxy(List.copyOf(entries));
    }

    private static int skipBlanks(String list, int from) {
        int at = from;
        while (at < list.length() && blank(list.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }

    /**
     * The direct route of the first entry that matches, or null.
     *
     * @param host an IPv6 address with brackets or without
     */
    @Nullable
    Route match(String host, int port) {
        if (entries.isEmpty() || host.isEmpty()) {
            return null;
        }
        byte[] address =
                mayBeAddress(host) ? IpAddress.parse(host).map(IpAddress::bytes).orElse(null) : null;
        for (NoProxyEntry entry : entries) {
            if (entry.matches(host, address, port)) {
                return entry.route();
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
