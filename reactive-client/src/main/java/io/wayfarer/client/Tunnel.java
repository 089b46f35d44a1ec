/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.transport.OpenTunnel;

/** Bytes in both directions, as {@link TunnelSpec} opens them. Both directions may be used at the same time. */
public final class Tunnel {

    private final HttpResponse answer;
    private final OpenTunnel open;

    Tunnel(HttpResponse answer) {
        this.answer = answer;
        this.open = answer.unwrap(OpenTunnel.class);
    }

    /**
     * What the other end sends, as it comes and at the subscriber's pace, until it closes; once. Who subscribes releases each
     * buffer; cancelling closes the tunnel.
     */
    public Flux<DataBuffer> receive() {
        return open.body();
    }

    /**
     * Sends bytes as the other end takes them. Nothing happens before subscription; several publishers are sent one behind
     * the other by whoever subscribes to them so.
     *
     * @param bytes each buffer is taken over
     * @return completes when all was handed to the operating system; fails with what the publisher fails with, or with an
     *     {@link io.wayfarer.client.error.HttpExchangeException}
     */
    public Mono<Void> send(Publisher<? extends DataBuffer> bytes) {
        return open.send(bytes);
    }

    /** Which way was taken. */
    public Trace trace() {
        return answer.trace();
    }

    /** Ends both directions at once. Again does nothing. */
    public void close() {
        open.release();
    }
}
