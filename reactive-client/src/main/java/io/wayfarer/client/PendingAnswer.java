/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** A request as a Mono: each subscription is an {@link Exchange}. */
final class PendingAnswer extends Mono<HttpResponse> {

    private final Engine engine;
    private final HttpRequest request;

    PendingAnswer(Engine engine, HttpRequest request) {
        this.engine = engine;
        this.request = request;
    }

    @Override
    public void subscribe(CoreSubscriber<? super HttpResponse> actual) {
        actual.onSubscribe(new Exchange(engine, request, new Delivery(actual)));
    }

    private record Delivery(CoreSubscriber<? super HttpResponse> actual) implements Receiver {

        @Override
        public void received(HttpResponse response) {
            actual.onNext(response);
            actual.onComplete();
        }

        @Override
        public void failed(Throwable failure) {
            actual.onError(failure);
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }
    }
}
