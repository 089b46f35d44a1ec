/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.util.ArrayList;
import java.util.List;

import io.wayfarer.client.hop.Route;

/**
 * Lists of hosts that are reached without a proxy, in the form of the variable {@code no_proxy} as curl reads it.
 *
 * <p>Entries are separated by commas, with blanks around them as one likes; after an entry, a blank with no comma behind it
 * ends the list. A name means that host and all below it, with a dot before it or not. An IP address means itself, or
 * its network with {@code /bits}. The whole list {@code *} means every host. Beyond curl, {@code :port} behind an entry,
 * with brackets around an IPv6 address, limits it to that port. An entry that is none of these matches nothing.
 */
final class NoProxy {

    private NoProxy() {}

    /**
     * Reads a list.
     *
     * @param source what a route by this list gives as its reason
     */
    static HostRoutes parse(String source, String list) {
        if (list.strip().equals("*")) {
            return new HostRoutes(
                    List.of(new HostRoutes.Entry(HostPattern.everything(), new Route(null, source + " is *"))));
        }
        List<HostRoutes.Entry> entries = new ArrayList<>();
        int at = 0;
        while (at < list.length()) {
            at = skipBlanks(list, at);
            int from = at;
            while (at < list.length() && list.charAt(at) != ',' && !blank(list.charAt(at))) {
                at++;
            }
            if (at > from) {
                String text = list.substring(from, at);
                HostPattern pattern = HostPattern.parse(text);
                if (pattern != null) {
                    entries.add(new HostRoutes.Entry(pattern, new Route(null, source + " matches " + text)));
                }
            }
            at = skipBlanks(list, at);
            if (at < list.length() && list.charAt(at) != ',') {
                break;
            }
            at++;
        }
        return new HostRoutes(entries);
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
}
