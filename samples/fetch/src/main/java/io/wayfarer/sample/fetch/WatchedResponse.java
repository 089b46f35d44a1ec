/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.transport.view.AnswerView;

/** An answer whose body is told to somebody as it comes, before it is decompressed. */
final class WatchedResponse extends AnswerView {

    private static final int AHEAD = 4;

    private final Consumer<DataBuffer> watcher;

    /** @param watcher may block, and must leave the buffers as they are */
    WatchedResponse(TransportResponse answer, Consumer<DataBuffer> watcher) {
        super(answer);
        this.watcher = watcher;
    }

    static byte[] copied(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.toByteBuffer(ByteBuffer.wrap(bytes));
        return bytes;
    }

    @Override
    public Flux<DataBuffer> body() {
        return answer.body()
                .publishOn(Schedulers.boundedElastic(), AHEAD)
                .doOnNext(this::watch)
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
    }

    private void watch(DataBuffer buffer) {
        try {
            watcher.accept(buffer);
        } catch (RuntimeException e) {
            DataBufferUtils.release(buffer);
            throw e;
        }
    }
}
