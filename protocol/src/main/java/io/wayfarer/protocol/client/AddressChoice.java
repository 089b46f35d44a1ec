/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
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
            InetAddress internet = address instanceof InetSocketAddress socket ? socket.getAddress() : null;
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
}
