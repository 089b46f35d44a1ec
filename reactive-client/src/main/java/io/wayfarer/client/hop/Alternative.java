/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

/**
 * Another place that answers for a server, as the server has told (RFC 7838): a policy offers it with a {@link Route}, and the
 * transport takes it where it can, with TLS that proves the server's own name. Thread-safe.
 */
public interface Alternative {

    /** What is spoken there, as ALPN calls it: {@code h3}, {@code h2}, {@code http/1.1}. */
    String protocol();

    /** A name in lower case, or an address literal; IPv6 in brackets. */
    String host();

    int port();

    /** Told by the transport: no connection came about, or it broke before an answer. Rests it for a time. */
    void failed();
}
