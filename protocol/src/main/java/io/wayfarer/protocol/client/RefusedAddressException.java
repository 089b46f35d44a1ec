/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.util.List;

/** A name has addresses, but none that may be connected to. */
public final class RefusedAddressException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> addresses;

    private RefusedAddressException(String message, List<String> addresses) {
        super(message, null, false, false);
        this.addresses = List.copyOf(addresses);
    }

    RefusedAddressException(List<String> addresses) {
        this("the filter refuses " + addresses, addresses);
    }

    static RefusedAddressException otherFamily(AddressFamily family) {
        return new RefusedAddressException("no address is of the family " + family, List.of());
    }

    /** The literals that the filter refused; empty when they were of another family. */
    public List<String> addresses() {
        return addresses;
    }
}
