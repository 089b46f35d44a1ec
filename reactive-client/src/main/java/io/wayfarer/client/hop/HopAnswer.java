/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import java.util.List;

import org.springframework.http.HttpHeaders;

/**
 * What came back on a hop, without the body.
 *
 * @param status three digits
 * @param headers read-only
 * @param authenticated true when it came over TLS and the server's certificate was verified against its name
 * @param alternatives what the server has said in frames since the answer before (RFC 7838 section 4), each as the value of an
 *     {@code Alt-Svc} field of this answer; empty for most
 */
public record HopAnswer(int status, HttpHeaders headers, boolean authenticated, List<String> alternatives) {

    public HopAnswer {
        alternatives = List.copyOf(alternatives);
    }

    /** With nothing in frames. */
    public HopAnswer(int status, HttpHeaders headers, boolean authenticated) {
        this(status, headers, authenticated, List.of());
    }
}
