/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import java.util.EnumSet;
import java.util.Set;

/** A version of HTTP that connections here speak. */
public enum ProtocolVersion {
    HTTP_1_0("HTTP/1.0"),
    HTTP_1_1("HTTP/1.1"),
    HTTP_2("HTTP/2"),
    HTTP_3("HTTP/3");

    private final String text;

    ProtocolVersion(String text) {
        this.text = text;
    }

    /** Those that TCP carries, with TLS and without: all but HTTP/3, which needs QUIC. A new set each time. */
    public static Set<ProtocolVersion> overTcp() {
        return EnumSet.of(HTTP_1_0, HTTP_1_1, HTTP_2);
    }

    /** Whether one connection carries many streams at a time. */
    public boolean multiplexed() {
        return this == HTTP_2 || this == HTTP_3;
    }

    /** As in {@code "HTTP/1.1"} or {@code "HTTP/2"}. */
    @Override
    public String toString() {
        return text;
    }
}
