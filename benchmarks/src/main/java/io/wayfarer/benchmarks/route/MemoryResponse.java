/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.route;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A response that goes nowhere. Spring's mock makes an exception for each response, which would be half of a request. */
final class MemoryResponse extends AbstractServerHttpResponse {

    MemoryResponse() {
        super(DefaultDataBufferFactory.sharedInstance);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface has it
    public <T> T getNativeResponse() {
        return (T) this;
    }

    @Override
    protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
        return Flux.from(body).then();
    }

    @Override
    protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return Flux.from(body).concatMap(group -> group).then();
    }

    @Override
    protected void applyStatusCode() {
        // the status is read from the response itself
    }

    @Override
    protected void applyHeaders() {
        // nobody is told them
    }

    @Override
    protected void applyCookies() {
        // nobody is told them
    }
}
