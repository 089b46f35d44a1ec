/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.address;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.wayfarer.protocol.grammar.IpNetwork;

/**
 * The IPv4 addresses that an IPv6 address leads to, or may lead to, by way of a translator, a tunnel or an old stack. What
 * must not be reached by IPv4 must not be reached by these either.
 */
final class EmbeddedIpv4 {

    private static final Kind MAPPED = Kind.of("::ffff:0:0/96", 12); // RFC 4291 section 2.5.5.2
    private static final Kind COMPATIBLE = Kind.of("::/96", 12); // RFC 4291 section 2.5.5.1
    private static final Kind TRANSLATED = Kind.of("::ffff:0:0:0/96", 12); // RFC 2765 section 2.1
    private static final Kind NAT64 = Kind.of("64:ff9b::/96", 12); // RFC 6052 section 2.1
    private static final Kind SIX_TO_FOUR = Kind.of("2002::/16", 2); // RFC 3056 section 2
    private static final Kind TEREDO = Kind.of("2001::/32", 4); // RFC 4380 section 4
    // RFC 8215; how long the prefix is that a network takes from it, nobody says (RFC 6052 section 2.2).
    private static final Kind LOCAL_NAT64 = Kind.of("64:ff9b:1::/48", 12);

    /** These begin as compatible addresses do, and are none. */
    private static final IpNetwork UNSPECIFIED_OR_LOOPBACK =
            IpNetwork.parse("::/127").orElseThrow();

    private static final List<Kind> KINDS =
            List.of(MAPPED, COMPATIBLE, TRANSLATED, NAT64, SIX_TO_FOUR, TEREDO, LOCAL_NAT64);

    /**
     * A kind of address.
     *
     * @param offset the byte at which the IPv4 address begins
     */
    private record Kind(IpNetwork network, int offset) {

        static Kind of(String network, int offset) {
            return new Kind(IpNetwork.parse(network).orElseThrow(), offset);
        }

        boolean contains(byte[] address) {
            return network.contains(address);
        }
    }

    private EmbeddedIpv4() {}

    /** The address itself, or that of IPv4 which it stands for. */
    static byte[] unmapped(byte[] address) {
        return MAPPED.contains(address) ? at(MAPPED.offset, address) : address;
    }

    /** Whether the well-known prefix says that a translator leads to the IPv4 address alone. */
    static boolean isNat64(byte[] address) {
        return NAT64.contains(address);
    }

    static List<byte[]> in(byte[] address) {
        if (address.length == 4 || UNSPECIFIED_OR_LOOPBACK.contains(address)) {
            return List.of();
        }
        List<byte[]> found = new ArrayList<>();
        for (Kind kind : KINDS) {
            if (kind.contains(address)) {
                found.add(at(kind.offset, address));
            }
        }
        if (TEREDO.contains(address)) {
            found.add(inverted(at(12, address))); // The client, RFC 4380 section 4.
        }
        if (LOCAL_NAT64.contains(address)) {
            found.add(new byte[] {address[6], address[7], address[9], address[10]}); // RFC 6052 section 2.2, /48.
        }
        if ((address[8] & 0xfd) == 0 && address[9] == 0 && address[10] == 0x5e && address[11] == (byte) 0xfe) {
            found.add(at(12, address)); // ISATAP, RFC 5214 section 6.1.
        }
        return found;
    }

    private static byte[] at(int offset, byte[] address) {
        return Arrays.copyOfRange(address, offset, offset + 4);
    }

    private static byte[] inverted(byte[] address) {
        byte[] inverted = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            inverted[i] = (byte) ~address[i];
        }
        return inverted;
    }
}
