/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;

import io.wayfarer.protocol.grammar.IpAddress;

/** Addresses of the platform, with the zone that a link-local one needs (RFC 4007 section 11). */
final class Zones {

    private Zones() {}

    /** Empty when this machine has no interface that the zone names. */
    static Optional<InetAddress> address(IpAddress address) {
        try {
            if (address.zone().isEmpty()) {
                return Optional.of(InetAddress.getByAddress(address.bytes()));
            }
            String zone = address.zone().get();
            NetworkInterface found = zone.chars().allMatch(c -> c >= '0' && c <= '9') && zone.length() < 9
                    ? NetworkInterface.getByIndex(Integer.parseInt(zone))
                    : NetworkInterface.getByName(zone);
            return found == null
                    ? Optional.empty()
                    : Optional.of(Inet6Address.getByAddress(null, address.bytes(), found.getIndex()));
        } catch (SocketException | UnknownHostException e) {
            return Optional.empty();
        }
    }
}
