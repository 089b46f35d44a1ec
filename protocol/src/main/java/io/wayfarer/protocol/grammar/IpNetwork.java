/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A network of IPv4 or IPv6 addresses as CIDR writes it (RFC 4632 section 3.1, RFC 4291 section 2.3). Immutable.
 */
public final class IpNetwork {

    private final byte[] prefix;
    private final int bits;

    private IpNetwork(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /**
     * Reads a network.
     *
     * @param text an address, a slash and the length of the prefix ({@code 10.0.0.0/8}), or an address for a network of
     *     that alone. Bits of the address beyond the prefix do not count
     */
    public static Optional<IpNetwork> parse(String text) {
        int slash = text.indexOf('/');
        return IpAddress.parse(slash < 0 ? text : text.substring(0, slash))
                .filter(address -> address.zone().isEmpty())
                .map(IpAddress::bytes)
                .flatMap(bytes -> length(slash < 0 ? null : text.substring(slash + 1), bytes.length * 8)
                        .map(length -> new IpNetwork(bytes, length)));
    }

    private static Optional<Integer> length(@Nullable String digits, int longest) {
        if (digits == null) {
            return Optional.of(longest);
        }
        boolean number = !digits.isEmpty()
                && digits.length() <= 3
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(digits) <= longest;
        return number ? Optional.of(Integer.parseInt(digits)) : Optional.empty();
    }

    /** Whether the address, 4 or 16 bytes, lies in this network. An IPv4 address lies in no IPv6 network. */
    public boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        for (int i = 0; i * 8 < bits; i++) {
            int mask = bits - i * 8 >= 8 ? 0xff : (0xff << (8 - (bits - i * 8))) & 0xff;
            if (((address[i] ^ prefix[i]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
