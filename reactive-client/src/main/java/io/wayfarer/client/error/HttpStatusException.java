/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.error;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import io.wayfarer.client.hop.HopId;

/**
 * The answer's status is not one the caller can use: 400 or above where the body was asked for as if all were well, or
 * anything but 101 to an opening handshake. The beginning of its body is kept, for whoever wants to know more; the message
 * never shows it.
 *
 * <pre>{@code
 * http.get(url).bodyAsString().onErrorResume(HttpStatusException.class, e -> explained(e.status(), e.bodyAsString()));
 * }</pre>
 */
public final class HttpStatusException extends HttpExchangeException {

    /** How much of the body is kept. */
    public static final int MAX_BODY_BYTES = 8 * 1024;

    private static final long serialVersionUID = 1L;

    private final transient HttpStatusCode status;
    private final transient HttpHeaders headers;
    private final byte[] body;
    private final String text;

    /** Without a body. */
    public HttpStatusException(HopId hop, HttpStatusCode status, HttpHeaders headers, String remedy) {
        this(hop, status, headers, new byte[0], "", remedy);
    }

    /**
     * With the beginning of the body.
     *
     * @param text the same, decoded
     */
    public HttpStatusException(
            HopId hop, HttpStatusCode status, HttpHeaders headers, byte[] body, String text, String remedy) {
        super(hop, "the server answered " + status.value(), remedy, null);
        this.status = status;
        this.headers = headers;
        this.body = body.clone();
        this.text = text;
    }

    public HttpStatusCode status() {
        return status;
    }

    /** The header fields of the answer, read-only. */
    public HttpHeaders headers() {
        return headers;
    }

    /** The body, or its first {@link #MAX_BODY_BYTES} where it is longer, or what had come when it failed. Never null. */
    public byte[] bodyAsBytes() {
        return body.clone();
    }

    /**
     * As {@link #bodyAsBytes()}, as text: in the charset that a byte order mark tells, or {@code Content-Type}, or else in
     * UTF-8. Where it is cut, the last character may be U+FFFD.
     */
    public String bodyAsString() {
        return text;
    }
}
