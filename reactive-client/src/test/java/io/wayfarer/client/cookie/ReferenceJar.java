/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A jar without limits, index or speed, written straight from the sentences of RFC 6265bis section 5.7 and 5.8.3 on flat
 * lists, to compare the real one with. Takes attributes apart already; parsing is not its subject.
 */
final class ReferenceJar {

    private static final List<String> PUBLIC_SUFFIXES = List.of("example", "com", "co.uk", "uk", "localhost");

    /** What a server sets. */
    record Set(
            String name,
            String value,
            @Nullable String domain,
            @Nullable String path,
            boolean secure,
            @Nullable Integer maxAge) {

        String field() {
            return name + "=" + value
                    + (domain == null ? "" : "; Domain=" + domain)
                    + (path == null ? "" : "; Path=" + path)
                    + (secure ? "; Secure" : "")
                    + (maxAge == null ? "" : "; Max-Age=" + maxAge);
        }
    }

    private record Entry(
            String name,
            String value,
            String domain,
            boolean hostOnly,
            String path,
            boolean secure,
            long expiry,
            long creation) {}

    private final List<Entry> entries = new ArrayList<>();
    private long arrivals;

    void store(boolean secureUrl, String host, String urlPath, Set set, long now) {
        entries.removeIf(entry -> entry.expiry <= now);
        String domainAttribute = set.domain == null ? "" : set.domain;
        if (PUBLIC_SUFFIXES.contains(domainAttribute)) {
            if (!domainAttribute.equals(host)) {
                return;
            }
            domainAttribute = "";
        }
        if (!domainAttribute.isEmpty() && !domainMatch(host, domainAttribute)) {
            return;
        }
        boolean hostOnly = domainAttribute.isEmpty();
        String domain = hostOnly ? host : domainAttribute;
        String path = set.path != null && set.path.startsWith("/") ? set.path : defaultPath(urlPath);
        if (set.secure && !secureUrl) {
            return;
        }
        if (!set.secure && !secureUrl) {
            for (Entry existing : entries) {
                if (existing.name.equals(set.name)
                        && existing.secure
                        && (domainMatch(existing.domain, domain) || domainMatch(domain, existing.domain))
                        && pathMatch(path, existing.path)) {
                    return;
                }
            }
        }
        long creation = arrivals++;
        for (Entry existing : List.copyOf(entries)) {
            if (existing.name.equals(set.name)
                    && existing.domain.equals(domain)
                    && existing.hostOnly == hostOnly
                    && existing.path.equals(path)) {
                creation = existing.creation;
                entries.remove(existing);
            }
        }
        long expiry = set.maxAge == null ? Long.MAX_VALUE : now + set.maxAge * 1000L;
        if (expiry > now) {
            entries.add(new Entry(set.name, set.value, domain, hostOnly, path, set.secure, expiry, creation));
        }
    }

    String lookup(boolean secureUrl, String host, String urlPath, long now) {
        List<String> pairs = entries.stream()
                .filter(entry -> entry.expiry > now)
                .filter(entry -> entry.hostOnly ? entry.domain.equals(host) : domainMatch(host, entry.domain))
                .filter(entry -> pathMatch(urlPath, entry.path))
                .filter(entry -> !entry.secure || secureUrl)
                .sorted(Comparator.<Entry>comparingInt(entry -> -entry.path.length())
                        .thenComparingLong(Entry::creation))
                .map(entry -> entry.name + "=" + entry.value)
                .toList();
        return String.join("; ", pairs);
    }

    int size() {
        return entries.size();
    }

    private static boolean domainMatch(String string, String domain) {
        boolean address = string.matches("[0-9.]+");
        return string.equals(domain) || (string.endsWith("." + domain) && !address);
    }

    private static boolean pathMatch(String request, String cookie) {
        if (request.equals(cookie)) {
            return true;
        }
        if (!request.startsWith(cookie)) {
            return false;
        }
        return cookie.endsWith("/") || request.substring(cookie.length()).startsWith("/");
    }

    private static String defaultPath(String path) {
        if (path.indexOf('/') == path.lastIndexOf('/')) {
            return "/";
        }
        return path.substring(0, path.lastIndexOf('/'));
    }
}
