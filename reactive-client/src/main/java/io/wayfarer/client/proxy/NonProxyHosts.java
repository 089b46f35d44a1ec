/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.Route;

/** The hosts that {@code http.nonProxyHosts} excepts, as the JDK's networking properties are documented. Immutable. */
final class NonProxyHosts {

    /** Excepted by the JDK whatever else is, unless the property is set and empty. */
    private static final String LOOPBACK = "localhost|127.*|[::1]|0.0.0.0|[::0]";

    private final List<Entry> entries;

    /**
     * @param text in lower case, without asterisks around it
     */
    private record Entry(String text, boolean openStart, boolean openEnd, Route route) {

        boolean matches(String host) {
            if (openStart && openEnd) {
                return host.contains(text);
            }
            if (openStart) {
                return host.endsWith(text);
            }
            return openEnd ? host.startsWith(text) : host.equals(text);
        }
    }

    private NonProxyHosts(List<Entry> entries) {
        this.entries = entries;
    }

    /** @param list null when the property is not set */
    static NonProxyHosts parse(String source, @Nullable String list) {
        String all = list == null ? LOOPBACK : list.isEmpty() ? "" : list + "|" + LOOPBACK;
        List<Entry> entries = new ArrayList<>();
        for (String text : all.split("\\|", -1)) {
            String stripped = text.strip().toLowerCase(Locale.ROOT);
            if (!stripped.isEmpty()) {
                entries.add(entry(stripped, new Route(null, source + " matches " + stripped)));
            }
        }
        return new NonProxyHosts(List.copyOf(entries));
    }

    private static Entry entry(String text, Route route) {
        boolean openStart = text.startsWith("*");
        boolean openEnd = text.length() > 1 && text.endsWith("*");
        return new Entry(
                text.substring(openStart ? 1 : 0, text.length() - (openEnd ? 1 : 0)), openStart, openEnd, route);
    }

    /**
     * The direct route of the first entry that matches, or null.
     *
     * @param host in lower case; an IPv6 address with brackets
     */
    @Nullable
    Route match(String host) {
        for (Entry entry : entries) {
            if (entry.matches(host)) {
                return entry.route;
            }
        }
        return null;
    }
}
