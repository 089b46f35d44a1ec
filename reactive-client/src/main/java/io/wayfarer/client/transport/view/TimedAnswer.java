/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport.view;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Supplier;

import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import io.wayfarer.client.transport.TransportResponse;

/** An answer whose body has to be there whole by a moment. Then its reader is told, and the rest is given up. */
public final class TimedAnswer extends AnswerView {

    private final long deadline;
    private final Supplier<? extends Throwable> late;

    /**
     * @param deadline a reading of {@link System#nanoTime()}
     * @param late what the reader is told
     */
    public TimedAnswer(TransportResponse answer, long deadline, Supplier<? extends Throwable> late) {
        super(answer);
        this.deadline = deadline;
        this.late = late;
    }

    @Override
    public Flux<DataBuffer> body() {
        return Flux.defer(() -> {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                answer.release();
                return Flux.error(late);
            }
            return answer.body()
                    .transform(
                            Operators.<DataBuffer, DataBuffer>lift((body, actual) -> new Reading(actual, late, left)));
        });
    }

    /**
     * Stands between the body and its reader, who hears of the end from the timer. By hand, because Reactor's operators that end
     * a sequence from elsewhere drop a piece that comes in that moment, and nobody would release it.
     */
    private static final class Reading implements CoreSubscriber<DataBuffer>, Subscription, Runnable {

        private static final AtomicIntegerFieldUpdater<Reading> OVER =
                AtomicIntegerFieldUpdater.newUpdater(Reading.class, "over");
        private static final AtomicIntegerFieldUpdater<Reading> TELLING =
                AtomicIntegerFieldUpdater.newUpdater(Reading.class, "telling");

        /** The time ran out, which the reader is told as soon as no piece is on its way to him. */
        private static final int LATE = 1 << 30;

        private static final int TOLD = LATE | 1 << 29;

        private final CoreSubscriber<? super DataBuffer> actual;
        private final Supplier<? extends Throwable> late;
        private final long leftNanos;
        private final Disposable.Swap timer = Disposables.swap();
        private Subscription upstream = Operators.emptySubscription();
        private volatile int over;

        /** How many pieces are on their way to the reader, who may get one within another; and what became of the time. */
        private volatile int telling;

        Reading(CoreSubscriber<? super DataBuffer> actual, Supplier<? extends Throwable> late, long leftNanos) {
            this.actual = actual;
            this.late = late;
            this.leftNanos = leftNanos;
        }

        @Override
        public void onSubscribe(Subscription body) {
            upstream = body;
            actual.onSubscribe(this);
            timer.update(Schedulers.parallel().schedule(this, leftNanos, TimeUnit.NANOSECONDS));
        }

        @Override
        public void run() {
            if (ends()) {
                upstream.cancel();
                TELLING.getAndAdd(this, LATE);
                tell();
            }
        }

        private void tell() {
            if (telling == LATE && TELLING.compareAndSet(this, LATE, TOLD)) {
                actual.onError(late.get());
            }
        }

        @Override
        public void onNext(DataBuffer piece) {
            if (TELLING.getAndIncrement(this) < LATE) {
                actual.onNext(piece);
            } else {
                DataBufferUtils.release(piece);
            }
            if (TELLING.decrementAndGet(this) == LATE) {
                tell();
            }
        }

        @Override
        public void onComplete() {
            if (ends()) {
                actual.onComplete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (ends()) {
                actual.onError(failure);
            } else {
                Operators.onErrorDropped(failure, actual.currentContext());
            }
        }

        @Override
        public void request(long n) {
            upstream.request(n);
        }

        @Override
        public void cancel() {
            if (ends()) {
                upstream.cancel();
            }
        }

        /** Whoever comes first ends it. */
        private boolean ends() {
            boolean first = over == 0 && OVER.compareAndSet(this, 0, 1);
            if (first) {
                timer.dispose();
            }
            return first;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }
    }
}
