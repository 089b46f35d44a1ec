/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.HopId;

/** The exchange failed, or its answer cannot be used as asked. The message names the hop, the URL and a remedy. */
public abstract sealed class HttpExchangeException extends IOException
        permits AuthenticationException,
                BlockedAddressException,
                BodyTypeException,
                ConnectionException,
                HttpStatusException,
                HttpTimeoutException,
                ProtocolException,
                ProxyException,
                RedirectException,
                ResponseLimitException,
                TlsException,
                VersionException {

    private static final long serialVersionUID = 1L;

    private final transient HopId hop;

    /**
     * @param what what happened, a sentence without its full stop
     * @param remedy what the reader can do, a sentence
     */
    HttpExchangeException(HopId hop, String what, String remedy, @Nullable Throwable cause) {
        super(capitalized(hop.toString()) + ": " + what + ". " + remedy, cause);
        this.hop = hop;
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** The hop that failed. */
    public HopId hop() {
        return hop;
    }
}
