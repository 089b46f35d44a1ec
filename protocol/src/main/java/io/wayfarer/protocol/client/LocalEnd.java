/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.Bound;
import io.wayfarer.protocol.grammar.Authority;
import io.wayfarer.protocol.grammar.IpAddress;

/**
 * Where connections come from: own addresses and own ports, each for the system to choose unless it is said here. Immutable;
 * equal when it says the same.
 *
 * <pre>{@code
 * LocalEnd.of("192.0.2.7")            // whatever the port
 * LocalEnd.parse("[::1]:30000")       // address and port
 * LocalEnd.ofInterface("tun0").ports(40000, 40100)
 * }</pre>
 */
public final class LocalEnd {

    private static final LocalEnd ANY = new LocalEnd(List.of(), 0, 0);

    private final List<InetAddress> addresses;
    private final int firstPort;
    private final int lastPort;

    /** Says what addresses themselves do not compare: the zone of a link-local one. */
    private final String text;

    private LocalEnd(List<InetAddress> addresses, int firstPort, int lastPort) {
        this.addresses = List.copyOf(addresses);
        this.firstPort = firstPort;
        this.lastPort = lastPort;
        this.text = addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "))
                + (firstPort == 0 ? "" : " port " + firstPort + (lastPort == firstPort ? "" : " to " + lastPort));
    }

    /** All of it the system's choice. */
    public static LocalEnd any() {
        return ANY;
    }

    /**
     * From one of these addresses, the first of the family of the address that is connected to; where they are of one family
     * alone, the other one is not used.
     *
     * @param literals those of IPv6 may have a zone, {@code fe80::1%eth0}
     * @throws IllegalArgumentException when one of them is no address, or its zone none of this machine
     */
    public static LocalEnd of(String... literals) {
        return new LocalEnd(Arrays.stream(literals).map(LocalEnd::address).toList(), 0, 0);
    }

    /**
     * Reads {@code address[:port]}, as lua-http writes it; before a port, an IPv6 address needs brackets.
     *
     * @throws IllegalArgumentException when it is nothing of that
     */
    public static LocalEnd parse(String text) {
        if (IpAddress.isLiteral(text)) {
            return of(text);
        }
        Authority parts = Authority.parse(text)
                .filter(authority -> IpAddress.isLiteral(authority.host()) && authority.port() != 0)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is no address with a port (expected: as 127.0.0.1:50000 or [::1]:50000)"));
        LocalEnd address = of(parts.host());
        return parts.port() == Authority.NO_PORT ? address : address.ports(parts.port(), parts.port());
    }

    /**
     * From the addresses that a network interface has now.
     *
     * @throws IllegalArgumentException when there is no such interface, or it has no address
     */
    public static LocalEnd ofInterface(String name) {
        NetworkInterface found;
        try {
            found = NetworkInterface.getByName(name);
        } catch (SocketException e) {
            throw new IllegalArgumentException("networkInterface: " + name + " (expected: one that can be asked)", e);
        }
        List<InetAddress> addresses =
                found == null ? List.of() : found.inetAddresses().toList();
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException(
                    "networkInterface: " + name + " (expected: the name of one that has an address)");
        }
        return new LocalEnd(addresses, 0, 0);
    }

    /**
     * From these ports, tried in turn while they are taken.
     *
     * @throws IllegalArgumentException when they are no range within 1 to 65535
     */
    public LocalEnd ports(int first, int last) {
        Bound.atLeast("localPorts", 1, first);
        if (last < first || last > 65535) {
            throw new IllegalArgumentException(
                    "localPorts: " + first + " to " + last + " (expected: " + first + " to at most 65535)");
        }
        return new LocalEnd(addresses, first, last);
    }

    /** The same ports, from the addresses of another one. */
    LocalEnd at(LocalEnd other) {
        return new LocalEnd(other.addresses, firstPort, lastPort);
    }

    /** With addresses of one family alone, that. */
    AddressFamily family() {
        long version4 =
                addresses.stream().filter(Inet4Address.class::isInstance).count();
        if (addresses.isEmpty() || (version4 > 0 && version4 < addresses.size())) {
            return AddressFamily.ANY;
        }
        return version4 == 0 ? AddressFamily.IPV6 : AddressFamily.IPV4;
    }

    /** How many ports there are to choose from; 1 when the system chooses. */
    int ports() {
        return lastPort - firstPort + 1;
    }

    /**
     * What to bind to.
     *
     * @param attempt which of the ports to take, counted from 0
     * @return null for the system's choice
     */
    @Nullable
    SocketAddress address(SocketAddress remote, int attempt) {
        if (!(remote instanceof InetSocketAddress internet) || (addresses.isEmpty() && firstPort == 0)) {
            return null;
        }
        int port = firstPort == 0 ? 0 : firstPort + attempt % ports();
        boolean version4 = internet.getAddress() instanceof Inet4Address;
        return addresses.stream()
                .filter(address -> address instanceof Inet4Address == version4)
                .findFirst()
                .map(address -> new InetSocketAddress(address, port))
                .orElseGet(() -> new InetSocketAddress(port));
    }

    /** The address of a literal, with its zone. */
    static InetAddress address(String literal) {
        return IpAddress.parse(literal)
                .flatMap(Zones::address)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + literal + "\" is no address (expected: one such as 127.0.0.1, ::1 or fe80::1%eth0)"));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LocalEnd that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "any" : text;
    }
}
