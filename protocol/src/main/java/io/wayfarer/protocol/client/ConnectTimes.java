/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.HttpConnection;

/**
 * When each step to a connection was done, as {@link System#nanoTime()} told it. A step that there was not has the time of the
 * one before it.
 *
 * @param begun when the way began
 * @param resolved when there was an address to connect to
 * @param connected TCP or the Unix socket, to the proxy where there is one; by QUIC, when the server first made itself heard
 * @param tunnelled the way through the proxy, TLS with it included
 * @param ready TLS with the server, and the agreement on a version of HTTP
 * @param proxied whether there was a way through a proxy
 * @param secure whether there was TLS with the server
 */
public record ConnectTimes(
        long begun, long resolved, long connected, long tunnelled, long ready, boolean proxied, boolean secure) {

    private static final AttributeKey<ConnectTimes> TIMES = AttributeKey.valueOf("wayfarer.connect-times");

    /** Null for a connection that no {@link HttpConnector} has opened. */
    public static @Nullable ConnectTimes of(HttpConnection connection) {
        return connection.channel().attr(TIMES).get();
    }

    void putOn(HttpConnection connection) {
        connection.channel().attr(TIMES).set(this);
    }
}
