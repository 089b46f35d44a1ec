/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Schedulers;

/** Hands a body to somebody who takes it piece by piece. */
final class BodySink {

    private BodySink() {}

    static Mono<Void> inSteps(Flux<DataBuffer> body, Function<DataBuffer, ? extends Publisher<?>> step) {
        // As signals, so that a failure of the body waits as a piece does for the step that is under way.
        return body.materialize()
                .concatMap(
                        signal -> signal.isOnNext()
                                ? taken(signal, step)
                                : Flux.just(signal).dematerialize(),
                        0)
                .doOnDiscard(Signal.class, BodySink::release)
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                .then();
    }

    private static Publisher<?> taken(Signal<DataBuffer> piece, Function<DataBuffer, ? extends Publisher<?>> step) {
        return Mono.using(piece::get, each -> Flux.from(step.apply(each)).then(), DataBufferUtils::release);
    }

    private static void release(Signal<?> dropped) {
        if (dropped.get() instanceof DataBuffer piece) {
            DataBufferUtils.release(piece);
        }
    }

    static Mono<Void> write(Flux<DataBuffer> body, OutputStream stream) {
        return inSteps(body, piece -> {
            // Copied here, because a write that is under way goes on when it is cancelled.
            byte[] bytes = new byte[piece.readableByteCount()];
            piece.read(bytes);
            return Mono.fromCallable(() -> written(bytes, stream)).subscribeOn(Schedulers.boundedElastic());
        });
    }

    private static int written(byte[] bytes, OutputStream stream) throws IOException {
        stream.write(bytes);
        return bytes.length;
    }
}
