/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * A request whose answer is handed to a function, as a Mono of what the function makes of it. However that ends, what is
 * left of the answer is released.
 */
final class HandledAnswer<T> extends Mono<T> {

    private final Engine engine;
    private final HttpRequest request;
    private final Function<HttpResponse, ? extends Mono<T>> handler;

    HandledAnswer(Engine engine, HttpRequest request, Function<HttpResponse, ? extends Mono<T>> handler) {
        this.engine = engine;
        this.request = request;
        this.handler = handler;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        Handling<T> handling = new Handling<>(actual, handler);
        Exchange exchange = new Exchange(engine, request, handling);
        handling.underWay = exchange;
        actual.onSubscribe(handling);
    }

    /** Stands between the exchange, then the function's Mono, and the subscriber. */
    private static final class Handling<T> implements Receiver, CoreSubscriber<T>, Subscription {

        /** What {@link #underWay} becomes when all is over. */
        private static final Subscription OVER = new Over();

        @SuppressWarnings("rawtypes")
        private static final AtomicReferenceFieldUpdater<Handling, Subscription> UNDER_WAY =
                AtomicReferenceFieldUpdater.newUpdater(Handling.class, Subscription.class, "underWay");

        private final CoreSubscriber<? super T> actual;
        private final Function<HttpResponse, ? extends Mono<T>> handler;

        /** What a cancellation cancels: the exchange, then what reads its answer. */
        private volatile Subscription underWay = OVER;

        private volatile @Nullable HttpResponse response;

        Handling(CoreSubscriber<? super T> actual, Function<HttpResponse, ? extends Mono<T>> handler) {
            this.actual = actual;
            this.handler = handler;
        }

        @Override
        public void request(long n) {
            // What follows the exchange delivers one value at most, and this is the demand for it.
            if (response == null) {
                underWay.request(n);
            }
        }

        @Override
        public void received(HttpResponse answer) {
            response = answer;
            Mono<T> result;
            try {
                result = Objects.requireNonNull(handler.apply(answer), "the function returned null instead of a Mono");
            } catch (Throwable e) {
                failed(e);
                Exceptions.throwIfFatal(e);
                return;
            }
            result.subscribe(this);
        }

        @Override
        public void onSubscribe(Subscription reading) {
            Subscription exchange = underWay;
            if (exchange != OVER && UNDER_WAY.compareAndSet(this, exchange, reading)) {
                reading.request(Long.MAX_VALUE);
            } else {
                reading.cancel();
                release();
            }
        }

        @Override
        public void onNext(T value) {
            actual.onNext(value);
        }

        @Override
        public void onComplete() {
            if (end() != OVER) {
                release();
                actual.onComplete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            failed(failure);
        }

        @Override
        public void failed(Throwable failure) {
            Subscription ended = end();
            release();
            if (ended == OVER) {
                Operators.onErrorDropped(failure, actual.currentContext());
            } else {
                actual.onError(failure);
            }
        }

        @Override
        public void cancel() {
            end().cancel();
            release();
        }

        private Subscription end() {
            return UNDER_WAY.getAndSet(this, OVER);
        }

        private void release() {
            HttpResponse answer = response;
            if (answer != null) {
                answer.release();
            }
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }
    }

    /** Compared by identity, and so a class of its own: Reactor's empty subscription may come from any Mono. */
    private static final class Over implements Subscription {

        @Override
        public void request(long n) {
            // Nothing comes any more.
        }

        @Override
        public void cancel() {
            // Nothing is under way.
        }
    }
}
