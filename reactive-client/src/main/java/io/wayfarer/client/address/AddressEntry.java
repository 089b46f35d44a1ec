/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.address;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.client.url.InvalidUrlException;
import io.wayfarer.protocol.grammar.IpNetwork;

/**
 * One entry of a list of what may be connected to, or may not.
 *
 * @param text as it was written
 * @param name of a host, in lower case; empty when the entry means addresses
 * @param below whether the name stands for all hosts below it too
 * @param networks empty when the entry means no addresses
 * @param sockets the beginning of the paths of Unix sockets; null when the entry means none
 */
record AddressEntry(
        String text,
        String name,
        boolean below,
        List<IpNetwork> networks,
        @Nullable Path sockets) {

    private static final String UNIX = "unix";

    /** Groups that have all Unix sockets in them. */
    private static final Set<String> WITH_SOCKETS = Set.of(UNIX, "internal", "all");

    private static final Path ROOT = Path.of("/");

    static AddressEntry parse(String text) {
        String entry = text.strip();
        Optional<List<IpNetwork>> group = AddressGroup.named(entry);
        if (group.isPresent()) {
            boolean withSockets = WITH_SOCKETS.contains(entry.toLowerCase(Locale.ROOT));
            return new AddressEntry(entry, "", false, group.get(), withSockets ? ROOT : null);
        }
        if (entry.startsWith(UNIX + ":/")) {
            return new AddressEntry(entry, "", false, List.of(), socket(entry.substring(UNIX.length() + 1)));
        }
        if (entry.indexOf('/') >= 0 || entry.indexOf(':') >= 0) {
            return IpNetwork.parse(entry)
                    .map(network -> new AddressEntry(entry, "", false, List.of(network), null))
                    .orElseThrow(() -> unreadable(entry));
        }
        boolean below = entry.startsWith(".");
        String host = host(entry, below ? entry.substring(1) : entry);
        return IpNetwork.parse(host)
                .map(network -> new AddressEntry(entry, "", false, List.of(network), null))
                .orElseGet(() -> new AddressEntry(entry, host, below, List.of(), null));
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
        return new IllegalArgumentException("\"" + entry + "\" is no address, network, group or host name"
                + " (expected: one such as 10.0.0.0/8, ::1, internal, unix:/run/x.sock, api.example, or .example for all hosts below"
                + " too)");
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

    boolean matchesSocket(Path socket) {
        return sockets != null && socket(socket.toString()).startsWith(sockets);
    }

    private static Path socket(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    /** In lower case, without the dot of the root. */
    static String bare(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.toLowerCase(Locale.ROOT);
    }
}
