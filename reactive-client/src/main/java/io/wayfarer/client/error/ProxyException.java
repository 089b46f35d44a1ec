/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.wayfarer.client.hop.HopId;

/** The proxy could not be reached, or refused. */
public final class ProxyException extends HttpExchangeException {

    private static final long serialVersionUID = 1L;

    /** What the proxy did. */
    public enum Reason {
        /** No connection to the proxy, or none on which it speaks as its kind should. */
        UNREACHABLE,
        /** No TLS with the proxy: its certificate is not trusted, or the handshake failed. */
        TLS,
        /** It would not connect to the target. */
        REFUSED,
        /** It asked for credentials, or did not accept the ones given. */
        AUTHENTICATION,
        /** Which proxy to use, if any, could not be found out; so none was used. */
        UNDECIDED
    }

    /**
     * What an HTTP proxy answered instead of opening a tunnel.
     *
     * @param status three digits
     * @param explanation the beginning of its content, at most 8 KiB; written by the proxy, so not to be trusted
     */
    public record Refusal(int status, HttpHeaders headers, String explanation) {

        /** The status alone. */
        @Override
        public String toString() {
            return "status " + status;
        }
    }

    private final Reason reason;
    private final transient @Nullable Refusal refusal;

    public ProxyException(HopId hop, Reason reason, String what, String remedy, @Nullable Throwable cause) {
        this(hop, reason, null, what, remedy, cause);
    }

    public ProxyException(
            HopId hop,
            Reason reason,
            @Nullable Refusal refusal,
            String what,
            String remedy,
            @Nullable Throwable cause) {
        super(hop, what, remedy, cause);
        this.reason = reason;
        this.refusal = refusal;
    }

    public Reason reason() {
        return reason;
    }

    /** What the proxy answered to CONNECT; null when it gave no such answer, and after deserialization. */
    public @Nullable Refusal refusal() {
        return refusal;
    }
}
