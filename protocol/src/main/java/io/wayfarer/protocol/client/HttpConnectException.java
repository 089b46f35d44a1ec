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
    private final boolean opening;

    private HttpConnectException(
            Phase phase, @Nullable Duration limit, boolean opening, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.phase = phase;
        this.limit = limit;
        this.opening = opening;
    }

    static HttpConnectException failed(Phase phase, Throwable cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new HttpConnectException(phase, null, false, phase.words + " failed: " + reason, cause);
    }

    static HttpConnectException timedOut(Phase phase, Duration limit, @Nullable Throwable cause) {
        return new HttpConnectException(
                phase, limit, false, phase.words + " was not done within " + limit.toMillis() + " ms", cause);
    }

    /** The limit of all steps together ran out in this one. */
    static HttpConnectException tooLate(Phase phase, Duration limit) {
        return new HttpConnectException(
                phase,
                limit,
                true,
                phase.words + " was not done when all steps together had taken " + limit.toMillis() + " ms",
                null);
    }

    /** What happened on the way to a proxy, seen from the server behind it. */
    HttpConnectException asTunnel() {
        return switch (phase) {
            case RESOLVE, CONNECT, TUNNEL -> this;
            case TLS ->
                opening && limit != null
                        ? tooLate(Phase.TUNNEL, limit)
                        : limit != null
                                ? timedOut(Phase.TUNNEL, limit, this)
                                : failed(Phase.TUNNEL, new ProxyTlsException(this));
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

    /** Whether that was the limit of all steps together. */
    public boolean timedOutAltogether() {
        return opening;
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
