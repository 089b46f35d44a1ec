/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;

/** Whom a script asks about names and addresses. May block. */
interface PacNames {

    /** The addresses of a host, literal or by name; none when it is not known. */
    List<InetAddress> addresses(String host);

    /** This machine's addresses that others may reach; none without a network. */
    List<InetAddress> own();

    /** The resolver of the JDK, and the interfaces of this machine. */
    static PacNames ofSystem() {
        return new PacNames() {
            @Override
            public List<InetAddress> addresses(String host) {
                try {
                    return host.isEmpty() ? List.of() : List.of(InetAddress.getAllByName(host));
                } catch (UnknownHostException e) {
                    return List.of();
                }
            }

            @Override
            public List<InetAddress> own() {
                try {
                    return NetworkInterface.networkInterfaces()
                            .flatMap(one -> Collections.list(one.getInetAddresses()).stream())
                            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                            .toList();
                } catch (SocketException e) {
                    return List.of();
                }
            }
        };
    }

    /** Whether it is one of the addresses with four numbers, the only ones that the older functions know. */
    static boolean old(InetAddress address) {
        return address instanceof Inet4Address;
    }
}
