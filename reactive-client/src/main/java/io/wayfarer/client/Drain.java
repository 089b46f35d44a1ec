/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Mono;

import io.wayfarer.client.transport.TransportResponse;

/** Reads an unwanted body to its end so that the connection can be used again, unless it is long. */
final class Drain {

    private Drain() {}

    /**
     * Completes when the body is gone. A body longer than the limit costs its connection; so does one that fails, which
     * is no failure of the exchange, because nobody wants it.
     */
    static Mono<Void> drain(TransportResponse answer, long limitBytes) {
        return Mono.defer(() -> {
            if (answer.headers().getContentLength() > limitBytes) {
                answer.release();
                return Mono.empty();
            }
            return answer.body()
                    .map(buffer -> {
                        long bytes = buffer.readableByteCount();
                        DataBufferUtils.release(buffer);
                        return bytes;
                    })
                    .scan(0L, Long::sum)
                    .takeUntil(total -> total > limitBytes)
                    .then()
                    .onErrorComplete();
        });
    }
}
