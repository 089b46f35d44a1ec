/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/** Which of the addresses of a name are connected to, in their order. */
final class AddressChoice {

    private final AddressFamily family;
    private final @Nullable Predicate<InetAddress> allowed;

    AddressChoice(AddressFamily family, @Nullable Predicate<InetAddress> allowed) {
        this.family = family;
        this.allowed = allowed;
    }

    /** What remains; addresses that are none of the internet's all do. */
    List<? extends SocketAddress> of(List<? extends SocketAddress> resolved) {
        List<SocketAddress> remaining = new ArrayList<>(resolved.size());
        List<String> refused = new ArrayList<>();
        for (SocketAddress address : resolved) {
            InetAddress internet = address instanceof InetSocketAddress socket ? unmapped(socket.getAddress()) : null;
            if (internet == null) {
                remaining.add(address);
            } else if (allowed != null && !allowed.test(internet)) {
                refused.add(NetUtil.toAddressString(internet));
            } else if (family.contains(internet)) {
                remaining.add(address);
            }
        }
        if (remaining.isEmpty()) {
            throw refused.isEmpty()
                    ? RefusedAddressException.otherFamily(family)
                    : new RefusedAddressException(refused);
        }
        return remaining;
    }

    /**
     * An IPv6 address that stands for one of IPv4 (RFC 4291 section 2.5.5.2) is connected to by IPv4, so it is judged as that:
     * as itself it is neither loopback nor private.
     */
    private static @Nullable InetAddress unmapped(@Nullable InetAddress address) {
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
