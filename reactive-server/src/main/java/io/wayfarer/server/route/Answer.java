/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.function.Supplier;

import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * An answer that is known beforehand: a handler by itself, and what a handler returns.
 * {@code get("/a", text("x"))} and {@code get("/a", request -> text("x"))} are the same. Each subscription gets a
 * response of its own, so one answer serves any number of requests at once.
 */
public final class Answer extends Mono<ServerResponse> implements HandlerFunction<ServerResponse> {

    private final Supplier<Mono<ServerResponse>> response;

    Answer(Supplier<Mono<ServerResponse>> response) {
        this.response = response;
    }

    @Override
    public Mono<ServerResponse> handle(ServerRequest request) {
        return this;
    }

    @Override
    public void subscribe(CoreSubscriber<? super ServerResponse> actual) {
        Mono.defer(response).subscribe(actual);
    }
}
