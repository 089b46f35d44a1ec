/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/** The body of an answer piece by piece, as fast as its one subscriber asks. */
final class BodyFlux extends Flux<DataBuffer> implements Subscription, AnswerBody {

    /** In place of the demand: the body is open, and asked directly. */
    private static final long OPEN = Long.MIN_VALUE;

    private static final AtomicLongFieldUpdater<BodyFlux> EARLY_DEMAND =
            AtomicLongFieldUpdater.newUpdater(BodyFlux.class, "earlyDemand");

    private final HeldAnswer exchange;
    private final NettyDataBufferFactory buffers;
    private @Nullable CoreSubscriber<? super DataBuffer> actual;
    private volatile long earlyDemand;
    private volatile boolean cancelled;

    BodyFlux(HeldAnswer exchange, NettyDataBufferFactory buffers) {
        this.exchange = exchange;
        this.buffers = buffers;
    }

    @Override
    public void subscribe(CoreSubscriber<? super DataBuffer> subscriber) {
        if (!exchange.claim()) {
            Operators.error(subscriber, exchange.whyNotReadable());
            return;
        }
        actual = subscriber;
        subscriber.onSubscribe(this);
        // Nothing may be signalled while onSubscribe still runs, so demand from within waits until here.
        exchange.open(this, EARLY_DEMAND.getAndSet(this, OPEN));
    }

    @Override
    public void request(long n) {
        if (!Operators.validate(n)) {
            return;
        }
        for (; ; ) {
            long early = earlyDemand;
            if (early == OPEN) {
                exchange.demand(n);
                return;
            }
            if (EARLY_DEMAND.compareAndSet(this, early, Operators.addCap(early, n))) {
                return;
            }
        }
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            exchange.discard();
        }
    }

    @Override
    public void data(ByteBuf content) {
        CoreSubscriber<? super DataBuffer> reader = actual;
        if (cancelled || reader == null) {
            content.release();
        } else {
            reader.onNext(buffers.wrap(content));
        }
    }

    @Override
    public void end() {
        CoreSubscriber<? super DataBuffer> reader = actual;
        if (!cancelled && reader != null) {
            reader.onComplete();
        }
    }

    @Override
    public void fail(Throwable failure) {
        CoreSubscriber<? super DataBuffer> reader = actual;
        if (!cancelled && reader != null) {
            reader.onError(failure);
        }
    }
}
