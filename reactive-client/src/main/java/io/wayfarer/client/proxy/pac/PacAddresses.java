/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.IpAddress;

/** The functions about addresses. Those without {@code Ex} know IPv4 alone. */
final class PacAddresses {

    private static final String LOOPBACK = "127.0.0.1";

    private final PacNames names;

    PacAddresses(PacNames names) {
        this.names = names;
    }

    @Nullable
    String dnsResolve(String host) {
        return names.addresses(host).stream()
                .filter(PacNames::old)
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse(null);
    }

    /** All of them, with semicolons between; empty for none. */
    String dnsResolveEx(String host) {
        return joined(names.addresses(host).stream());
    }

    String myIpAddress() {
        return names.own().stream()
                .filter(PacNames::old)
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse(LOOPBACK);
    }

    String myIpAddressEx() {
        return joined(names.own().stream());
    }

    private static String joined(Stream<InetAddress> addresses) {
        return addresses.map(PacAddresses::withoutZone).collect(Collectors.joining(";"));
    }

    private static String withoutZone(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    boolean isInNet(String host, String network, String mask) {
        Optional<IpAddress> net = IpAddress.parse(network);
        Optional<IpAddress> bits = IpAddress.parse(mask);
        String address = IpAddress.isLiteral(host) ? host : dnsResolve(host);
        Optional<IpAddress> own = address == null ? Optional.empty() : IpAddress.parse(address);
        return net.isPresent()
                && bits.isPresent()
                && own.isPresent()
                && equal(own.get().bytes(), net.get().bytes(), bits.get().bytes());
    }

    /** A network as in {@code 10.0.0.0/8} or {@code fd00::/8}; any address of the host may be in it. */
    boolean isInNetEx(String host, String prefix) {
        int slash = prefix.indexOf('/');
        Optional<IpAddress> net = slash < 0 ? Optional.empty() : IpAddress.parse(prefix.substring(0, slash));
        if (net.isEmpty() || !prefix.substring(slash + 1).matches("[0-9]{1,3}")) {
            return false;
        }
        byte[] network = net.get().bytes();
        int bits = Integer.parseInt(prefix.substring(slash + 1));
        if (bits > network.length * 8) {
            return false;
        }
        byte[] mask = new byte[network.length];
        for (int i = 0; i < bits; i++) {
            mask[i / 8] |= (byte) (0x80 >> (i % 8));
        }
        return names.addresses(host).stream().anyMatch(address -> equal(address.getAddress(), network, mask));
    }

    private static boolean equal(byte[] address, byte[] network, byte[] mask) {
        if (address.length != network.length || address.length != mask.length) {
            return false;
        }
        for (int i = 0; i < address.length; i++) {
            if (((address[i] ^ network[i]) & mask[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** An IPv4 address as one number; 0 for what is none. */
    double number(String address) {
        byte[] bytes = IpAddress.parse(address).map(IpAddress::bytes).orElse(new byte[0]);
        double number = 0;
        for (byte b : bytes.length == 4 ? bytes : new byte[0]) {
            number = number * 256 + (b & 0xff);
        }
        return number;
    }

    /** IPv6 before IPv4, each in ascending order; false when one is no address. */
    Object sorted(String list) {
        List<String> texts = Stream.of(list.split(";", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        if (texts.isEmpty() || !texts.stream().allMatch(IpAddress::isLiteral)) {
            return false;
        }
        return texts.stream()
                .sorted(Comparator.comparing(
                        PacAddresses::bytes,
                        (a, b) -> a.length == b.length ? Arrays.compareUnsigned(a, b) : b.length - a.length))
                .collect(Collectors.joining(";"));
    }

    private static byte[] bytes(String address) {
        return IpAddress.parse(address).map(IpAddress::bytes).orElseThrow();
    }
}
