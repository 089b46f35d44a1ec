/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.grammar.Methods;

/**
 * Whether a request may be sent again on another connection, though nobody asked for that.
 *
 * <p>Twice it may: when the server has certainly not processed it (RFC 9113 section 8.7), and when a connection that was
 * used before ended without one octet of an answer and the method is idempotent (RFC 9110 section 9.2.2): mostly the server
 * closed it for being unused, in the same moment.
 */
final class Repetition {

    /** A server that refuses each stream is not asked for ever. */
    private static final int MOST = 3;

    private Repetition() {}

    /** For the trace. */
    static String reason(HttpTransportException failure) {
        return failure.unprocessed()
                ? "the server did nothing with it (" + failure.error() + ")"
                : "its connection was closed while it was sent";
    }

    static boolean isSafe(TransportRequest request, HttpTransportException failure, boolean reused, int repeats) {
        if (request.options().isOnce()
                || !(request.body().absent() || request.body().replayable())) {
            return false;
        }
        if (failure.unprocessed()) {
            return repeats < MOST;
        }
        return reused
                && repeats == 0
                && failure instanceof ConnectionEndedException silent
                && !silent.begun()
                && Methods.isIdempotent(request.hop().method().name());
    }
}
