/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Schedulers;

/** Somebody who is told of a body's pieces before they go on, on a thread that may block. */
interface BodyWatch {

    void piece(byte[] bytes) throws IOException;

    /** Gets copies only, so that the pieces themselves never wait in a task that a cancel prevents. */
    default Flux<DataBuffer> over(Publisher<DataBuffer> body) {
        // As signals, so that a failure waits as a piece does until the one before is told.
        return Flux.from(body)
                .materialize()
                .concatMap(signal -> Mono.just(signal).delayUntil(this::told), 0)
                .doOnDiscard(Signal.class, BodyWatch::release)
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                .<DataBuffer>dematerialize();
    }

    private static void release(Signal<?> dropped) {
        if (dropped.get() instanceof DataBuffer piece) {
            DataBufferUtils.release(piece);
        }
    }

    private Mono<Void> told(Signal<DataBuffer> signal) {
        DataBuffer piece = signal.get();
        return piece == null ? Mono.empty() : told(piece);
    }

    private Mono<Void> told(DataBuffer piece) {
        byte[] bytes = new byte[piece.readableByteCount()];
        piece.toByteBuffer(ByteBuffer.wrap(bytes));
        return Mono.<Void>fromCallable(() -> {
                    piece(bytes);
                    return null;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
