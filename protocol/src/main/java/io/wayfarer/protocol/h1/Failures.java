/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.error.WriteTimeoutException;

/** What streams are told when their connection ends. */
final class Failures {

    private Failures() {}

    /** The peer broke a rule. */
    static PeerProtocolException typed(BadMessage wrong) {
        String what = "the peer sent " + wrong.getMessage();
        return wrong.status == 414 || wrong.status == 431
                ? PeerProtocolException.headTooLarge(what)
                : new PeerProtocolException(Http2Error.PROTOCOL_ERROR, what, null);
    }

    /**
     * The connection has ended for some reason.
     *
     * @param begun whether anything of the peer's message had arrived, even if no whole head had
     */
    static Throwable of(Http1Stream stream, @Nullable Throwable cause, boolean begun) {
        if (cause instanceof PeerProtocolException
                || cause instanceof ReadTimeoutException
                || cause instanceof WriteTimeoutException) {
            return cause;
        }
        return new ConnectionEndedException(
                Http2Error.NO_ERROR,
                "the connection ended before the message did",
                stream.untouched(),
                begun || stream.headRead,
                cause);
    }

    static ConnectionEndedException noPlace() {
        return new ConnectionEndedException(
                Http2Error.REFUSED_STREAM, "the connection has no place for another stream", true, false, null);
    }
}
