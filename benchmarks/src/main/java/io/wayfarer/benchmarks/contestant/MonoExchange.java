/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

import java.util.function.Supplier;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** The exchange of a client that answers with a {@code Mono}, assembled anew for each request as applications do. */
record MonoExchange(Supplier<Mono<Answer>> request) implements Exchange {

    @Override
    public void start(Reply reply) {
        request.get().subscribe(new Listener(reply));
    }

    private static final class Listener implements CoreSubscriber<Answer> {

        private final Reply reply;
        private boolean answered;

        Listener(Reply reply) {
            this.reply = reply;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Answer answer) {
            answered = true;
            reply.answered(answer.status(), answer.bodyBytes());
        }

        @Override
        public void onError(Throwable failure) {
            reply.failed(failure);
        }

        @Override
        public void onComplete() {
            if (!answered) {
                reply.failed(new IllegalStateException("the exchange ended without an answer"));
            }
        }
    }
}
