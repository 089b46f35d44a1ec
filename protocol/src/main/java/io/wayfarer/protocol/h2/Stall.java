/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

/** How long a stream has been waiting to send content that the peer takes none of. On the event loop only. */
final class Stall {

    private long since;
    private boolean granted;

    Stall(long now) {
        this.since = now;
    }

    /** The peer has made a window larger that the stream may be waiting for (RFC 9113 section 6.9). */
    void granted() {
        granted = true;
    }

    /**
     * Looks again.
     *
     * @param moves whether octets went out meanwhile that the stream may be waiting for
     * @return for how many nanoseconds nothing has moved
     */
    long lasts(boolean moves, long now) {
        if (granted || moves) {
            granted = false;
            since = now;
        }
        return now - since;
    }
}
