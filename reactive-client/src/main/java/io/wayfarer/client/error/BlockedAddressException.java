/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.address.AddressRefusal;
import io.wayfarer.client.hop.HopId;

/** The server's address is one that this client must not connect to; nothing was sent. */
public final class BlockedAddressException extends HttpExchangeException {

    private static final long serialVersionUID = 1L;

    private final transient List<AddressRefusal> refusals;

    /**
     * Describes what was refused.
     *
     * @param refusals one for each address of the server, or one for its name
     */
    public BlockedAddressException(
            HopId hop, List<AddressRefusal> refusals, String what, String remedy, @Nullable Throwable cause) {
        super(hop, what, remedy, cause);
        this.refusals = List.copyOf(refusals);
    }

    /** Why, for each address of the server. Empty when none was of the family that is asked for. */
    public List<AddressRefusal> refusals() {
        return refusals;
    }
}
