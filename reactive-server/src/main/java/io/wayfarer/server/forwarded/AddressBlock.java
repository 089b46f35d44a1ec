/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.forwarded;

import io.wayfarer.protocol.grammar.IpAddress;

/** A block of IP addresses: {@code 10.0.0.0/8}, {@code fd00::/8}, or one address without a length. Immutable. */
final class AddressBlock {

    private final byte[] address;
    private final int prefixBits;

    private AddressBlock(byte[] address, int prefixBits) {
        this.address = address;
        this.prefixBits = prefixBits;
    }

    /** Reads CIDR notation (RFC 4632 section 3.1); throws {@link IllegalArgumentException} for anything else. */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address =
                IpAddress.parse(slash < 0 ? text : text.substring(0, slash)).orElseThrow(() -> refused(text));
        int bits = address.bytes().length * 8;
        String length = slash < 0 ? "" + bits : text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bits) {
            throw refused(text);
        }
        return new AddressBlock(address.bytes(), Integer.parseInt(length));
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("'" + text + "' is no block of addresses (expected: as in 10.0.0.0/8)");
    }

    /** Whether the address of 4 or 16 octets lies in this block. */
    boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> bit % 8;
            if (((other[bit / 8] ^ address[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
