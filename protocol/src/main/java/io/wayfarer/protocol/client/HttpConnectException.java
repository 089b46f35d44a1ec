/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** No connection came about; nothing was sent to the server. The cause says what the platform or the peer said. */
public final class HttpConnectException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Phase phase;
    private final @Nullable Duration limit;

    private HttpConnectException(Phase phase, @Nullable Duration limit, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.phase = phase;
        this.limit = limit;
    }

    static HttpConnectException failed(Phase phase, Throwable cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new HttpConnectException(phase, null, phase.words + " failed: " + reason, cause);
    }

    static HttpConnectException timedOut(Phase phase, Duration limit, @Nullable Throwable cause) {
        return new HttpConnectException(
                phase, limit, phase.words + " was not done within " + limit.toMillis() + " ms", cause);
    }

    /** What happened on the way to a proxy, seen from the server behind it. */
    HttpConnectException asTunnel() {
        return switch (phase) {
            case RESOLVE, CONNECT, TUNNEL -> this;
            case TLS ->
                limit != null ? timedOut(Phase.TUNNEL, limit, this) : failed(Phase.TUNNEL, new ProxyTlsException(this));
            case NEGOTIATE -> failed(Phase.TUNNEL, this);
        };
    }

    /** How far it had come. */
    public Phase phase() {
        return phase;
    }

    /** Whether the limit of time was the reason. */
    public boolean timedOut() {
        return limit != null;
    }

    /** The limit of time that was the reason; null when none was. */
    public @Nullable Duration limit() {
        return limit;
    }

    /** The steps to a connection, in order. */
    public enum Phase {
        /** The look-up of the name, and the choice among its addresses. */
        RESOLVE("the look-up of the name"),
        /** TCP, or the Unix socket. */
        CONNECT("the connection"),
        /** The way through a proxy. */
        TUNNEL("the tunnel through the proxy"),
        TLS("the TLS handshake"),
        /** The agreement on a version of HTTP, and its beginning. */
        NEGOTIATE("the agreement on a version of HTTP");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
