/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.address;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.wayfarer.protocol.grammar.IpNetwork;

/** Networks that go by one name, after the special-purpose address registries of IANA (RFC 6890). */
final class AddressGroup {

    private static final List<IpNetwork> LOOPBACK = networks("127.0.0.0/8", "::1");
    private static final List<IpNetwork> UNSPECIFIED = networks("0.0.0.0/8", "::");
    private static final List<IpNetwork> LINK_LOCAL = networks("169.254.0.0/16", "fe80::/10");
    private static final List<IpNetwork> PRIVATE = networks(
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "fc00::/7",
            "fec0::/10",
            "64:ff9b:1::/48");
    private static final List<IpNetwork> MULTICAST = networks("224.0.0.0/4", "ff00::/8");
    private static final List<IpNetwork> SPECIAL_PURPOSE = networks(
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4",
            "::/96",
            "::ffff:0:0:0/96",
            "100::/64",
            "100:0:0:1::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
            "5f00::/16");
    private static final List<IpNetwork> INTERNAL = Stream.of(
                    LOOPBACK, UNSPECIFIED, LINK_LOCAL, PRIVATE, MULTICAST, SPECIAL_PURPOSE)
            .flatMap(List::stream)
            .toList();

    private static final Map<String, List<IpNetwork>> BY_NAME = Map.of(
            "unix", List.of(),
            "loopback", LOOPBACK,
            "unspecified", UNSPECIFIED,
            "link-local", LINK_LOCAL,
            "private", PRIVATE,
            "multicast", MULTICAST,
            "special-purpose", SPECIAL_PURPOSE,
            "internal", INTERNAL,
            "all", networks("0.0.0.0/0", "::/0"));

    private AddressGroup() {}

    /** The networks of the group of that name, in upper or lower case. */
    static Optional<List<IpNetwork>> named(String text) {
        return Optional.ofNullable(BY_NAME.get(text.toLowerCase(Locale.ROOT)));
    }

    private static List<IpNetwork> networks(String... texts) {
        return Stream.of(texts).map(text -> IpNetwork.parse(text).orElseThrow()).toList();
    }
}
