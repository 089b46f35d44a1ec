/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;

/** What is known of how the connection ends, and so why its streams cannot go on. On the event loop only. */
final class Ending {

    private final boolean server;
    private int lastKnownByPeer = Integer.MAX_VALUE;
    private Http2Error goAwayError = Http2Error.NO_ERROR;
    private boolean goneAway;
    private @Nullable PeerProtocolException violation;
    private @Nullable Throwable broken;

    Ending(boolean server) {
        this.server = server;
    }

    /** The peer goes away, and has processed no later stream of this side. */
    void goAway(int lastStreamId, Http2Error error) {
        lastKnownByPeer = Math.min(lastKnownByPeer, lastStreamId);
        goAwayError = error;
        goneAway = true;
    }

    boolean goneAway() {
        return goneAway;
    }

    /** The peer broke a rule; the first one counts. */
    void violated(PeerProtocolException wrong) {
        if (violation == null) {
            violation = wrong;
        }
    }

    /** The channel failed; the first reason counts. */
    void broken(Throwable cause) {
        if (broken == null) {
            broken = cause;
        }
    }

    /** Why the connection as a whole ends. */
    Throwable reason() {
        return violation == null ? ended(false, false, broken) : violation;
    }

    /** Why a stream cannot go on. */
    Throwable reasonFor(Http2Stream stream, @Nullable Throwable cause) {
        Throwable known = stream.failure();
        if (known != null) {
            return known;
        }
        boolean mine = stream.wire() == null || !server == ((stream.id() & 1) == 1);
        boolean unprocessed = stream.wire() == null || (mine && stream.id() > lastKnownByPeer);
        if (unprocessed || violation == null) {
            return ended(unprocessed, stream.begun(), cause == null ? broken : cause);
        }
        return violation;
    }

    private ConnectionEndedException ended(boolean unprocessed, boolean begun, @Nullable Throwable cause) {
        return new ConnectionEndedException(
                goAwayError,
                unprocessed ? "the peer did not process the stream (RFC 9113 section 6.8)" : "the connection ended",
                unprocessed,
                begun,
                cause);
    }
}
