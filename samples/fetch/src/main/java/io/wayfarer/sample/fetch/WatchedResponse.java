/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;

import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.transport.view.AnswerView;

/** An answer whose body is told to somebody as it comes, before it is decompressed. */
final class WatchedResponse extends AnswerView {

    private final BodyWatch watch;

    WatchedResponse(TransportResponse answer, BodyWatch watch) {
        super(answer);
        this.watch = watch;
    }

    @Override
    public Flux<DataBuffer> body() {
        return watch.over(answer.body());
    }
}
