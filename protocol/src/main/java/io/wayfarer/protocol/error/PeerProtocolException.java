/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.error;

import org.jspecify.annotations.Nullable;

/** The peer sent what its version of HTTP forbids, or more than the limits here allow. */
public final class PeerProtocolException extends HttpTransportException {

    private static final long serialVersionUID = 1L;

    private final boolean headTooLarge;

    /** @param message which rule, with its section, and never the octets received */
    public PeerProtocolException(Http2Error error, String message, @Nullable Throwable cause) {
        this(error, message, cause, false);
    }

    private PeerProtocolException(Http2Error error, String message, @Nullable Throwable cause, boolean headTooLarge) {
        super(error, message, cause);
        this.headTooLarge = headTooLarge;
    }

    /** Of a head or trailer section beyond this side's limits, which may be all right otherwise. */
    public static PeerProtocolException headTooLarge(String message) {
        return new PeerProtocolException(Http2Error.ENHANCE_YOUR_CALM, message, null, true);
    }

    /** Whether a head or a trailer section has more octets or fields than this side's limits allow. */
    public boolean headTooLarge() {
        return headTooLarge;
    }
}
