/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.io.IOException;
import java.io.InputStream;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The octets of a file, wherever they are. Nothing is opened before somebody subscribes, and nothing blocks who does. */
interface Content {

    /** Octets that are read at once. */
    int PIECE_BYTES = 65_536;

    /** For reading the octets on a thread that may block. */
    InputStream open() throws IOException;

    /** A part of the octets; fails when there are fewer by now, as the length has been announced. */
    Flux<DataBuffer> read(DataBufferFactory buffers, ByteRange range);

    /** Sends a part of the octets as the body of a response. */
    default Mono<Void> send(ServerHttpResponse response, ByteRange range) {
        return response.writeWith(read(response.bufferFactory(), range));
    }
}
