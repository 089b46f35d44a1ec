/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.delivery;

import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import io.wayfarer.protocol.error.Http2Error;

/** Sends what a publisher gives; asks for the next piece when few octets are on their way. */
final class BodySender extends Mono<Void> {

    private final MultiplexedStream stream;
    private final Publisher<? extends ByteBuf> content;

    BodySender(MultiplexedStream stream, Publisher<? extends ByteBuf> content) {
        this.stream = stream;
        this.content = content;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Void> actual) {
        Run run = new Run(stream, actual);
        actual.onSubscribe(run);
        content.subscribe(run);
    }

    /** State changes on the event loop only, but for the two flags. */
    private static final class Run implements CoreSubscriber<ByteBuf>, Subscription, ChannelFutureListener {

        private static final int MAX_OCTETS_UNDER_WAY = 64 * 1024;

        private final MultiplexedStream stream;
        private final CoreSubscriber<? super Void> actual;
        private final AtomicBoolean finished = new AtomicBoolean();
        private volatile @Nullable Subscription upstream;
        private long underWay;
        private boolean asked = true;

        Run(MultiplexedStream stream, CoreSubscriber<? super Void> actual) {
            this.stream = stream;
            this.actual = actual;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            if (finished.get()) {
                subscription.cancel();
            } else {
                subscription.request(1);
            }
        }

        @Override
        public void onNext(ByteBuf piece) {
            stream.onLoop(() -> send(piece));
        }

        private void send(ByteBuf piece) {
            asked = false;
            if (finished.get()) {
                piece.release();
                return;
            }
            int octets = piece.readableBytes();
            underWay += octets;
            ChannelPromise promise = stream.newPromise();
            promise.addListener((ChannelFutureListener) done -> sent(octets, done));
            stream.writeData(piece, false, promise);
            ask();
        }

        private void sent(int octets, ChannelFuture done) {
            underWay -= octets;
            if (done.isSuccess()) {
                ask();
            } else {
                fail(stream.explain(done.cause()));
            }
        }

        private void ask() {
            Subscription from = upstream;
            if (!asked && underWay < MAX_OCTETS_UNDER_WAY && from != null && !finished.get()) {
                asked = true;
                from.request(1);
            }
        }

        @Override
        public void onError(Throwable failure) {
            stream.onLoop(() -> {
                if (finished.get()) {
                    Operators.onErrorDropped(failure, currentContext());
                } else {
                    stream.reset(Http2Error.INTERNAL_ERROR);
                    fail(failure);
                }
            });
        }

        @Override
        public void onComplete() {
            stream.onLoop(() -> {
                if (!finished.get()) {
                    ChannelPromise promise = stream.newPromise();
                    promise.addListener(this);
                    stream.writeData(Unpooled.EMPTY_BUFFER, true, promise);
                }
            });
        }

        @Override
        public void operationComplete(ChannelFuture future) {
            if (!future.isSuccess()) {
                fail(stream.explain(future.cause()));
            } else if (finished.compareAndSet(false, true)) {
                actual.onComplete();
            }
        }

        private void fail(Throwable failure) {
            if (finished.compareAndSet(false, true)) {
                Subscription from = upstream;
                if (from != null) {
                    from.cancel();
                }
                actual.onError(failure);
            }
        }

        @Override
        public void request(long n) {
            Operators.validate(n);
        }

        @Override
        public void cancel() {
            if (finished.compareAndSet(false, true)) {
                Subscription from = upstream;
                if (from != null) {
                    from.cancel();
                }
                stream.reset(Http2Error.CANCEL);
            }
        }
    }
}
