/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/**
 * A time limit ran out. There is a type for each part of a hop, and {@link ExchangeTimeoutException} for both limits of the whole
 * exchange; the limit of the whole way to a connection ({@code opening}) has the type of the step that was under way. The message
 * says what took too long, the limit, and which setting raises it. Through {@code RestClient} it is the cause of a {@code ResourceAccessException}, through
 * {@code WebClient} that of a {@code WebClientRequestException}.
 */
public abstract sealed class HttpTimeoutException extends HttpExchangeException
        permits ConnectTimeoutException,
                ExchangeTimeoutException,
                PoolTimeoutException,
                ProxyTimeoutException,
                ReadTimeoutException,
                ResolveTimeoutException,
                ResponseTimeoutException,
                TlsTimeoutException,
                UnreadTimeoutException,
                WriteTimeoutException {

    private static final long serialVersionUID = 1L;

    /** What took too long. */
    public enum Phase {
        /** The look-up of the name. */
        RESOLVE,
        /** TCP, or the Unix socket. */
        CONNECT,
        /** The way through a proxy. */
        PROXY,
        /** The TLS handshake. */
        TLS,
        /** Waiting for a free connection. */
        POOL,
        /** Sending, while the server takes nothing. */
        WRITE,
        /** Waiting for the head of the answer. */
        RESPONSE,
        /** Waiting for more of the answer's body. */
        READ,
        /** An answer that nobody began to read. */
        UNREAD,
        /** All hops together. */
        EXCHANGE
    }

    private final Phase phase;
    private final Duration limit;

    HttpTimeoutException(
            HopId hop, Phase phase, Duration limit, String what, String remedy, @Nullable Throwable cause) {
        super(hop, what, remedy, cause);
        this.phase = phase;
        this.limit = limit;
    }

    public Phase phase() {
        return phase;
    }

    /** The limit that ran out. */
    public Duration limit() {
        return limit;
    }
}
