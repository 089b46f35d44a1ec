/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/** Goes on with an exchange when a Mono without a value ends: a policy that takes its time, a body read to its end. */
final class Waiting implements CoreSubscriber<Void> {

    private final Exchange exchange;
    private final Runnable then;

    Waiting(Exchange exchange, Runnable then) {
        this.exchange = exchange;
        this.then = then;
    }

    @Override
    public Context currentContext() {
        return exchange.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (exchange.waitsFor(subscription)) {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(Void nothing) {
        // A Mono<Void> has no value.
    }

    @Override
    public void onError(Throwable failure) {
        exchange.failed(failure);
    }

    @Override
    public void onComplete() {
        if (exchange.running()) {
            try {
                then.run();
            } catch (Throwable e) {
                exchange.thrown(e);
            }
        }
    }
}
