/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

import io.netty.util.NetUtil;

/** Which addresses of a name are used. */
public enum AddressFamily {
    /** IPv4 or IPv6, in the order in which the system prefers them. */
    ANY,
    IPV4,
    IPV6;

    boolean contains(InetAddress address) {
        return switch (this) {
            case ANY -> true;
            case IPV4 -> address instanceof Inet4Address;
            case IPV6 -> address instanceof Inet6Address;
        };
    }

    /** The first address of this family, as text. */
    String firstLiteral(List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            if (contains(address)) {
                return NetUtil.toAddressString(address);
            }
        }
        throw RefusedAddressException.otherFamily(this);
    }
}
