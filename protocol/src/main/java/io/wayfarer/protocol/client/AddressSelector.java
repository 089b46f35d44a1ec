/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.netty.util.NetUtil;

/**
 * Says which addresses of a host are connected to. Asked with literals and with what a look-up has given, after which
 * nothing is looked up again. Called on event loops, so it must not block; shared by all connections, so thread-safe.
 */
@FunctionalInterface
public interface AddressSelector {

    /**
     * Leaves out what must not be connected to.
     *
     * @param host as the caller named it, IPv6 without brackets
     * @param resolved its addresses; an IPv6 address that stands for one of IPv4 ({@code ::ffff:127.0.0.1}) is given as
     *     that
     * @return the rest in the same order, not empty
     * @throws RuntimeException when nothing remains; it becomes the cause of the {@link HttpConnectException}
     */
    List<InetAddress> select(String host, List<InetAddress> resolved);

    /**
     * Says whether a host may be connected to by a Unix socket. By default it may.
     *
     * @throws RuntimeException when it must not be
     */
    default void check(String host, Path socket) {}

    /** Selects what passes a test; fails with {@link RefusedAddressException} when nothing does. */
    static AddressSelector passing(Predicate<InetAddress> test) {
        return (host, resolved) -> {
            List<InetAddress> remaining = new ArrayList<>(resolved.size());
            List<String> refused = new ArrayList<>();
            for (InetAddress address : resolved) {
                if (test.test(address)) {
                    remaining.add(address);
                } else {
                    refused.add(NetUtil.toAddressString(address));
                }
            }
            if (remaining.isEmpty()) {
                throw new RefusedAddressException(refused);
            }
            return remaining;
        };
    }
}
