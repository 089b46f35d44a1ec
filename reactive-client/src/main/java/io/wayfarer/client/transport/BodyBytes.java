/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** The body of an answer in one array, into which each piece is copied as it comes. */
final class BodyBytes extends Mono<byte[]> implements Subscription, AnswerBody {

    private static final byte[] NONE = new byte[0];

    /** A length that a peer announces is believed up to here; beyond it the array grows with what arrives. */
    private static final int MOST_AT_ONCE = 1024 * 1024;

    private static final AtomicIntegerFieldUpdater<BodyBytes> BEGUN =
            AtomicIntegerFieldUpdater.newUpdater(BodyBytes.class, "begun");

    private final HeldAnswer exchange;
    private final int maxBytes;
    private final Supplier<? extends Throwable> tooLong;
    private @Nullable CoreSubscriber<? super byte[]> actual;

    @SuppressWarnings("UnusedVariable") // its updater reads it
    private volatile int begun;

    private volatile boolean cancelled;
    private byte[] bytes = NONE;
    private int size;

    BodyBytes(HeldAnswer exchange, int maxBytes, Supplier<? extends Throwable> tooLong) {
        this.exchange = exchange;
        this.maxBytes = maxBytes;
        this.tooLong = tooLong;
    }

    @Override
    public void subscribe(CoreSubscriber<? super byte[]> subscriber) {
        if (!exchange.claim()) {
            Operators.error(subscriber, exchange.whyNotReadable());
            return;
        }
        actual = subscriber;
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n) && BEGUN.compareAndSet(this, 0, 1)) {
            exchange.open(this, Long.MAX_VALUE);
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
        try {
            int more = content.readableBytes();
            if (cancelled || more == 0) {
                return;
            }
            long announced = size == 0 ? exchange.announcedLength() : -1;
            if (Math.max(announced, (long) size + more) > maxBytes) {
                cancelled = true;
                exchange.discard();
                signalTooLong();
                return;
            }
            makeRoom(more, announced);
            content.readBytes(bytes, size, more);
            size += more;
        } finally {
            content.release();
        }
    }

    private void makeRoom(int more, long announced) {
        int needed = size + more;
        if (needed > bytes.length) {
            long wanted = size == 0
                    ? Math.max(needed, Math.min(announced, MOST_AT_ONCE))
                    : Math.max(needed, Math.min(2L * bytes.length, maxBytes));
            bytes = size == 0 ? new byte[(int) wanted] : Arrays.copyOf(bytes, (int) wanted);
        }
    }

    private void signalTooLong() {
        CoreSubscriber<? super byte[]> reader = actual;
        if (reader != null) {
            reader.onError(tooLong.get());
        }
    }

    @Override
    public void end() {
        CoreSubscriber<? super byte[]> reader = actual;
        if (!cancelled && reader != null) {
            reader.onNext(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
            reader.onComplete();
        }
    }

    @Override
    public void fail(Throwable failure) {
        CoreSubscriber<? super byte[]> reader = actual;
        if (!cancelled && reader != null) {
            reader.onError(failure);
        }
    }
}
