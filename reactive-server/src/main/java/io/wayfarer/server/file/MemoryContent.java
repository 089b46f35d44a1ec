/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Octets kept in memory. */
final class MemoryContent implements Content {

    private final byte[] octets;
    private final ByteBuffer readOnly;

    /** Takes the array over. */
    MemoryContent(byte[] octets) {
        this.octets = octets;
        this.readOnly = ByteBuffer.wrap(octets).asReadOnlyBuffer();
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(octets);
    }

    @Override
    public Flux<DataBuffer> read(DataBufferFactory buffers, ByteRange range) {
        return Flux.defer(() -> Flux.just(wrapped(buffers, range)));
    }

    /** As a {@code Mono}, which servers send with one write, head included. */
    @Override
    public Mono<Void> send(ServerHttpResponse response, ByteRange range) {
        return response.writeWith(Mono.fromSupplier(() -> wrapped(response.bufferFactory(), range)));
    }

    private DataBuffer wrapped(DataBufferFactory buffers, ByteRange range) {
        return buffers.wrap(readOnly.slice((int) range.first(), (int) range.length()));
    }
}
