/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import java.time.Duration;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

/**
 * How long after its beginning a hop had come how far. What opening its connection took is there where it was opened for this
 * hop; one that was used before, or was there ahead, has nothing of that.
 *
 * @param resolved the look-up of the name, of the proxy's where there is one; null when the connection was there
 * @param connected TCP, to the proxy where there is one; by QUIC, when the server was first heard; null when the
 *     connection was there
 * @param tunnelled the way through the proxy; null where there was none
 * @param secured TLS with the server, or the handshake of QUIC; null where there was none
 * @param sent when the request began to go out
 * @param answered when the first head of an answer was there, be it an interim one
 * @param ended when the answer's body had come to its end; null before
 */
public record HopTimes(
        @Nullable Duration resolved,
        @Nullable Duration connected,
        @Nullable Duration tunnelled,
        @Nullable Duration secured,
        Duration sent,
        Duration answered,
        @Nullable Duration ended) {

    /** In order, in milliseconds, without what there was not. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        add(text, "resolved", resolved);
        add(text, "connected", connected);
        add(text, "tunnelled", tunnelled);
        add(text, "secured", secured);
        add(text, "sent", sent);
        add(text, "answered", answered);
        add(text, "ended", ended);
        return text.toString();
    }

    private static void add(StringJoiner text, String what, @Nullable Duration after) {
        if (after != null) {
            text.add(what + " " + after.toMillis() + " ms");
        }
    }
}
