/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import io.wayfarer.client.hop.HopId;

/** No codec of this client turns the body into the type that was asked for. */
public final class BodyTypeException extends HttpExchangeException {

    private static final long serialVersionUID = 1L;

    public BodyTypeException(HopId hop, String what, String remedy) {
        super(hop, what, remedy, null);
    }
}
