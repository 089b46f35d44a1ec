/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.io.EOFException;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;

/** As many octets as were announced, or an error: a connection whose answer stopped short would never be read on. */
final class Whole {

    private Whole() {}

    static Flux<DataBuffer> octets(Flux<DataBuffer> source, long count) {
        return Flux.defer(() -> {
            AtomicLong missing = new AtomicLong(count);
            return DataBufferUtils.takeUntilByteCount(source, count)
                    .doOnNext(buffer -> missing.addAndGet(-buffer.readableByteCount()))
                    .concatWith(Flux.defer(() -> missing.get() == 0
                            ? Flux.empty()
                            : Flux.error(new EOFException(
                                    "The file became shorter by " + missing + " octets while it was sent"))));
        });
    }
}
