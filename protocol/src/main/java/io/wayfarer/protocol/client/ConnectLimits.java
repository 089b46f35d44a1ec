/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.time.Duration;

import io.wayfarer.protocol.connection.Bound;

/**
 * How long each step to a connection may take, and all of them.
 *
 * @param resolve the look-up of the name, until there is an address to connect to
 * @param connect TCP or the Unix socket, all addresses together
 * @param tunnel the way through a proxy, TLS with it included
 * @param tls the TLS handshake with the server, and the agreement on a version of HTTP
 * @param opening all steps together
 */
public record ConnectLimits(Duration resolve, Duration connect, Duration tunnel, Duration tls, Duration opening) {

    /** Longer than all steps would take. */
    private static final Duration LONGEST = Duration.ofDays(24);

    public ConnectLimits {
        Bound.time("resolve", resolve);
        Bound.time("connect", connect);
        Bound.time("tunnel", tunnel);
        Bound.time("tls", tls);
        Bound.time("opening", opening);
    }

    /** Without a limit for all steps together. */
    public ConnectLimits(Duration resolve, Duration connect, Duration tunnel, Duration tls) {
        this(resolve, connect, tunnel, tls, LONGEST);
    }

    /** The same for each step. */
    public static ConnectLimits each(Duration limit) {
        return new ConnectLimits(limit, limit, limit, limit);
    }

    Duration of(HttpConnectException.Phase phase) {
        return switch (phase) {
            case RESOLVE -> resolve;
            case CONNECT -> connect;
            case TUNNEL -> tunnel;
            case TLS, NEGOTIATE -> tls;
        };
    }
}
