/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import java.util.List;

import io.wayfarer.client.hop.HopId;

/** A redirect was not followed, by a rule. The connection of the answer has been released. */
public final class RedirectException extends HttpExchangeException {

    private static final long serialVersionUID = 1L;

    /** Which rule it was. */
    public enum Reason {
        /** More hops than allowed. */
        LIMIT,
        /** The same request again. */
        LOOP,
        /** From https to http. */
        DOWNGRADE,
        /** {@code Location} leads nowhere. */
        BAD_LOCATION,
        /** The body would have to be sent again and cannot be. */
        BODY_NOT_REPLAYABLE,
        /** A rule of the application. */
        FORBIDDEN
    }

    private final Reason reason;
    private final transient List<String> chain;

    /**
     * @param chain the URLs so far, in order, without secrets
     */
    public RedirectException(HopId hop, Reason reason, List<String> chain, String what, String remedy) {
        super(hop, what + " (after " + String.join(" -> ", chain) + ")", remedy, null);
        this.reason = reason;
        this.chain = List.copyOf(chain);
    }

    public Reason reason() {
        return reason;
    }

    /** The URLs requested, in order, without user-info, fragments and query values. */
    public List<String> chain() {
        return chain;
    }
}
