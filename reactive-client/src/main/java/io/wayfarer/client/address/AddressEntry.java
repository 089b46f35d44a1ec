/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.address;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.client.url.InvalidUrlException;
import io.wayfarer.protocol.grammar.IpNetwork;

/**
 * One entry of a list of what may be connected to, or may not.
 *
 * @param text as it was written
 * @param name of a host, in lower case; empty when the entry means addresses
 * @param below whether the name stands for all hosts below it too
 * @param networks empty when the entry means hosts by their name
 */
record AddressEntry(String text, String name, boolean below, List<IpNetwork> networks) {

    static AddressEntry parse(String text) {
        String entry = text.strip();
        Optional<List<IpNetwork>> group = AddressGroup.named(entry);
        if (group.isPresent()) {
            return new AddressEntry(entry, "", false, group.get());
        }
        if (entry.indexOf('/') >= 0 || entry.indexOf(':') >= 0) {
            return IpNetwork.parse(entry)
                    .map(network -> new AddressEntry(entry, "", false, List.of(network)))
                    .orElseThrow(() -> unreadable(entry));
        }
        boolean below = entry.startsWith(".");
        String host = host(entry, below ? entry.substring(1) : entry);
        return IpNetwork.parse(host)
                .map(network -> new AddressEntry(entry, "", false, List.of(network)))
                .orElseGet(() -> new AddressEntry(entry, host, below, List.of()));
    }

    /** As a URL would have it: in lower case, in ASCII, and IPv4 in its one proper spelling. */
    private static String host(String entry, String name) {
        if (name.isEmpty() || name.chars().anyMatch(c -> "@?#\\*%".indexOf(c) >= 0 || c <= ' ')) {
            throw unreadable(entry);
        }
        try {
            return bare(HttpUrl.parse("http://" + name + "/").host());
        } catch (InvalidUrlException e) {
            throw new IllegalArgumentException(unreadable(entry).getMessage(), e);
        }
    }

    private static IllegalArgumentException unreadable(String entry) {
        return new IllegalArgumentException(
                "\"" + entry + "\" is no address, network, group or host name"
                        + " (expected: one such as 10.0.0.0/8, ::1, internal, api.example, or .example for all hosts below too)");
    }

    boolean matchesName(String host) {
        if (name.isEmpty()) {
            return false;
        }
        String bare = bare(host);
        return bare.equals(name) || (below && bare.endsWith("." + name));
    }

    boolean matchesAddress(byte[] address) {
        for (IpNetwork network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** In lower case, without the dot of the root. */
    static String bare(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.toLowerCase(Locale.ROOT);
    }
}
