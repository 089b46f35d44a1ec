/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.route;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Takes the value of a {@code Mono} that is known to answer in the caller's thread, cheaper than {@code block()}. */
final class RouteCatch<T> implements CoreSubscriber<T> {

    private @Nullable T value;

    private RouteCatch() {}

    /** Throws if nothing came: a benchmark that misses its route measures something else. */
    static <T> T first(Mono<T> source) {
        RouteCatch<T> taker = new RouteCatch<>();
        source.subscribe(taker);
        if (taker.value == null) {
            throw new IllegalStateException("no route matched");
        }
        return taker.value;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T next) {
        value = next;
    }

    @Override
    public void onError(Throwable failure) {
        throw new IllegalStateException("the router failed", failure);
    }

    @Override
    public void onComplete() {
        // the value, or its absence, says it all
    }
}
