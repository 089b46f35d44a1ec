/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.time.Duration;

import io.wayfarer.protocol.client.ConnectLimits;
import io.wayfarer.protocol.connection.Bound;
import io.wayfarer.protocol.connection.StreamLimits;

/**
 * How long each part of a hop may take. Each that runs out is a failure of its own type, but for {@code opening}: that is told
 * as the step under way, look-up, TCP, proxy or TLS, in a message that names {@code opening}. Those that say silence begin anew
 * with whatever comes or goes. Immutable.
 *
 * @param resolve the look-up of a name. Default 5 s
 * @param connect TCP, all addresses together. Default 10 s
 * @param proxy the way through a proxy to the server, TLS with the proxy included. Default 10 s
 * @param tls the TLS handshake, and the agreement on a version of HTTP; the handshake of QUIC, all addresses together. Default 10 s
 * @param opening the whole way to a connection: look-up, TCP, proxy and TLS together; with QUIC, look-up and handshake. Default 1 minute
 * @param write longest silence of a server that takes nothing more of the request: by TCP, or by a window of HTTP/2 that stays
 *     shut. Default 30 s
 * @param response longest silence of a server before the head of its answer, once the request is sent. Default 30 s
 * @param read longest silence of a server within the body of its answer. Default 30 s
 * @param unread how long an answer may be left alone, its body neither begun nor released. Then it is given up, which closes
 *     its connection if there is more to come. How slowly a body is read once it is begun does not count. Default 1 minute
 */
public record Timeouts(
        Duration resolve,
        Duration connect,
        Duration proxy,
        Duration tls,
        Duration opening,
        Duration write,
        Duration response,
        Duration read,
        Duration unread) {

    private static final Timeouts DEFAULTS = new Timeouts(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1));

    /** Rejects what no timer can count: nothing is zero, negative or above 24 days. */
    public Timeouts {
        Bound.time("resolve", resolve);
        Bound.time("connect", connect);
        Bound.time("proxy", proxy);
        Bound.time("tls", tls);
        Bound.time("opening", opening);
        Bound.time("write", write);
        Bound.time("response", response);
        Bound.time("read", read);
        Bound.time("unread", unread);
    }

    public static Timeouts defaults() {
        return DEFAULTS;
    }

    public Timeouts resolve(Duration limit) {
        return new Timeouts(limit, connect, proxy, tls, opening, write, response, read, unread);
    }

    public Timeouts connect(Duration limit) {
        return new Timeouts(resolve, limit, proxy, tls, opening, write, response, read, unread);
    }

    public Timeouts proxy(Duration limit) {
        return new Timeouts(resolve, connect, limit, tls, opening, write, response, read, unread);
    }

    public Timeouts tls(Duration limit) {
        return new Timeouts(resolve, connect, proxy, limit, opening, write, response, read, unread);
    }

    public Timeouts opening(Duration limit) {
        return new Timeouts(resolve, connect, proxy, tls, limit, write, response, read, unread);
    }

    public Timeouts write(Duration limit) {
        return new Timeouts(resolve, connect, proxy, tls, opening, limit, response, read, unread);
    }

    public Timeouts response(Duration limit) {
        return new Timeouts(resolve, connect, proxy, tls, opening, write, limit, read, unread);
    }

    public Timeouts read(Duration limit) {
        return new Timeouts(resolve, connect, proxy, tls, opening, write, response, limit, unread);
    }

    public Timeouts unread(Duration limit) {
        return new Timeouts(resolve, connect, proxy, tls, opening, write, response, read, limit);
    }

    /** With the same limit for each step to a connection: look-up, TCP, proxy, TLS. */
    public Timeouts connecting(Duration each) {
        return new Timeouts(each, each, each, each, opening, write, response, read, unread);
    }

    ConnectLimits connectLimits() {
        return new ConnectLimits(resolve, connect, proxy, tls, opening);
    }

    StreamLimits streamLimits() {
        return new StreamLimits(write, response, read);
    }
}
