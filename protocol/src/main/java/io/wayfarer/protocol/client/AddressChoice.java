/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Leaves out the addresses that must not be connected to. */
record AddressChoice(AddressFamily family, @Nullable AddressSelector selector) {

    /**
     * What remains, which is something.
     *
     * @throws RuntimeException when nothing does
     */
    List<InetAddress> of(String host, List<InetAddress> resolved) {
        List<InetAddress> remaining = new ArrayList<>(resolved.size());
        for (InetAddress address : resolved) {
            InetAddress connected = unmapped(address);
            if (family.contains(connected)) {
                remaining.add(connected);
            }
        }
        if (remaining.isEmpty()) {
            throw RefusedAddressException.otherFamily(family);
        }
        return selector == null ? remaining : selector.select(host, remaining);
    }

    /** @throws RuntimeException when the Unix socket must not be connected to */
    void check(String host, Place place) {
        Path socket = place.socket();
        if (selector != null && socket != null) {
            selector.check(host, socket);
        }
    }

    /**
     * An IPv6 address that stands for one of IPv4 (RFC 4291 section 2.5.5.2) is connected to by IPv4, so it is judged as that:
     * as itself it is neither loopback nor private.
     */
    private static InetAddress unmapped(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        try {
            InetAddress judged = InetAddress.getByAddress(address.getAddress());
            return judged instanceof Inet4Address ? judged : address;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of a wrong length", impossible);
        }
    }
}
