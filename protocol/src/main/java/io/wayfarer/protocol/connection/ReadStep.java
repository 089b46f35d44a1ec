/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

import io.netty.buffer.ByteBuf;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * One step of a reader, from its subscription until it is over. Whoever ends it, the inbox or the subscriber's cancel,
 * has to {@link #take()} it first; so a cancelled step has taken nothing.
 */
abstract class ReadStep implements Subscription {

    final MessageInbox inbox;
    private final AtomicBoolean over = new AtomicBoolean();

    ReadStep(MessageInbox inbox) {
        this.inbox = inbox;
    }

    /** Goes on as far as what has arrived allows; on the event loop. */
    abstract void attempt();

    /** Signals a failure; only to be called by who has taken the step. */
    abstract void error(Throwable failure);

    /** Signals the end; only to be called by who has taken the step. */
    abstract void complete();

    final boolean waiting() {
        return !over.get();
    }

    /** Ends the waiting, unless somebody else did. */
    final boolean take() {
        boolean taken = over.compareAndSet(false, true);
        if (taken) {
            inbox.forget(this);
        }
        return taken;
    }

    final void fail(Throwable failure) {
        if (over.compareAndSet(false, true)) {
            error(failure);
        }
    }

    @Override
    public final void cancel() {
        if (over.compareAndSet(false, true)) {
            inbox.leave(this);
        }
    }

    /** A step with at most one result; it begins when that is asked for. */
    static <T> Mono<T> mono(MessageInbox inbox, BiConsumer<MessageInbox, Single<T>> attempt) {
        return new Mono<>() {

            @Override
            public void subscribe(CoreSubscriber<? super T> actual) {
                actual.onSubscribe(new Single<>(inbox, actual, attempt));
            }
        };
    }

    /** All content; it begins when it is subscribed to. */
    static Flux<ByteBuf> body(MessageInbox inbox) {
        return new Flux<>() {

            @Override
            public void subscribe(CoreSubscriber<? super ByteBuf> actual) {
                Body body = new Body(inbox, actual);
                actual.onSubscribe(body);
                inbox.begin(body);
            }
        };
    }

    static final class Single<T> extends ReadStep {

        private final CoreSubscriber<? super T> actual;
        private final BiConsumer<MessageInbox, Single<T>> attempt;
        private final AtomicBoolean begun = new AtomicBoolean();

        private Single(
                MessageInbox inbox, CoreSubscriber<? super T> actual, BiConsumer<MessageInbox, Single<T>> attempt) {
            super(inbox);
            this.actual = actual;
            this.attempt = attempt;
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n) && begun.compareAndSet(false, true)) {
                inbox.begin(this);
            }
        }

        @Override
        void attempt() {
            attempt.accept(inbox, this);
        }

        void emit(T value) {
            inbox.noteEnd();
            actual.onNext(value);
            actual.onComplete();
        }

        @Override
        void error(Throwable failure) {
            actual.onError(failure);
        }

        @Override
        void complete() {
            actual.onComplete();
        }
    }

    private static final class Body extends ReadStep {

        private final CoreSubscriber<? super ByteBuf> actual;
        private final AtomicLong requested = new AtomicLong();

        private Body(MessageInbox inbox, CoreSubscriber<? super ByteBuf> actual) {
            super(inbox);
            this.actual = actual;
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n)) {
                requested.accumulateAndGet(n, Operators::addCap);
                inbox.goOn(this);
            }
        }

        @Override
        void attempt() {
            while (waiting() && requested.get() > 0 && !inbox.content().isEmpty()) {
                requested.updateAndGet(n -> n == Long.MAX_VALUE ? n : n - 1);
                ByteBuf piece = inbox.content().poll();
                inbox.noteEnd();
                actual.onNext(piece);
            }
            if (waiting() && inbox.content().isEmpty()) {
                inbox.await(this, requested.get());
            }
        }

        @Override
        void error(Throwable failure) {
            actual.onError(failure);
        }

        @Override
        void complete() {
            actual.onComplete();
        }
    }
}
