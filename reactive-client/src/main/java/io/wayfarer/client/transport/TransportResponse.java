/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;

/** The answer of one hop. It holds a connection until its body is read, cancelled or released. */
public interface TransportResponse {

    /** Three digits, 200 to 999, or 101. */
    int status();

    /** Read-only. */
    HttpHeaders headers();

    /** As in {@code "HTTP/1.1"} or {@code "HTTP/2"}. */
    String protocol();

    /** True when the connection is TLS and the server's certificate was verified against its name. */
    boolean authenticated();

    /** The content, once. Who subscribes releases the buffers; cancelling closes the connection. */
    Flux<DataBuffer> body();

    /** Gives the connection up when the body will not be read. Does nothing once the body was subscribed to. */
    void release();
}
