/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;

import io.netty.util.NetUtil;

import io.wayfarer.client.error.BlockedAddressException;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.url.HttpUrl;

/** Lets through what may be connected to. */
final class AddressGate {

    private final Predicate<InetAddress> allowed;

    /** Takes a test that is true for what may be connected to. */
    AddressGate(Predicate<InetAddress> allowed) {
        this.allowed = allowed;
    }

    /** Everything that a name resolves to is refused. */
    static final class RefusedAddress extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedAddress(String addresses) {
            super(addresses, null, false, false);
        }
    }

    /** Tests a literal that a proxy is asked to connect to; a name is the proxy's to resolve. */
    void checkLiteral(HttpUrl url) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(url.host());
        if (literal == null) {
            return;
        }
        try {
            InetAddress address = InetAddress.getByAddress(literal);
            if (!allowed.test(address)) {
                throw new RefusedAddress("[" + address.getHostAddress() + "]");
            }
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen bytes are an address", e);
        }
    }

    static BlockedAddressException failure(HopId hop, RefusedAddress refused) {
        return new BlockedAddressException(
                hop,
                "the address filter refuses " + refused.getMessage(),
                "Let the filter pass that address if the server may be reached.",
                refused);
    }
}
