/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

/**
 * Is told what becomes of a connection; made for pools. Called on the connection's event loop, before the receivers of
 * the streams concerned are.
 */
public interface ConnectionObserver {

    /** No stream is under way any more, and the connection is open to new ones. */
    default void onIdle(HttpConnection connection) {}

    /** Another number of streams may be opened: one has ended, or the peer has told its limit, for the first time too. */
    default void onAvailable(HttpConnection connection) {}

    /** No new streams, those under way go on: the peer said so, or {@link HttpConnection#shutdown} did. */
    default void onDraining(HttpConnection connection) {}

    /**
     * The server has named alternatives by an ALTSVC frame (RFC 7838 section 4). Whether it may speak for the origin is for
     * whoever is told to judge.
     *
     * @param origin whose alternatives, as the frame has it; empty for that of the connection's own requests
     * @param value as that of an {@code Alt-Svc} field, unread
     */
    default void onAlternatives(HttpConnection connection, String origin, String value) {}

    /** The connection is closed. Always called once. */
    default void onClosed(HttpConnection connection) {}
}
