/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.delivery;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** Work on the event loop, once a subscription, that completes by a promise of the channel. */
public final class LoopWrite extends Mono<Void> {

    private final Channel channel;
    private final Consumer<ChannelPromise> work;
    private final UnaryOperator<Throwable> explain;

    /** @param explain turns Netty's reason for a failure into ours */
    public LoopWrite(Channel channel, UnaryOperator<Throwable> explain, Consumer<ChannelPromise> work) {
        this.channel = channel;
        this.explain = explain;
        this.work = work;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Void> actual) {
        Run run = new Run(this, actual);
        actual.onSubscribe(run);
        if (channel.eventLoop().inEventLoop()) {
            run.run();
        } else {
            channel.eventLoop().execute(run);
        }
    }

    private static final class Run implements Subscription, Runnable, ChannelFutureListener {

        private final LoopWrite write;
        private final CoreSubscriber<? super Void> actual;
        private volatile boolean cancelled;

        Run(LoopWrite write, CoreSubscriber<? super Void> actual) {
            this.write = write;
            this.actual = actual;
        }

        @Override
        public void run() {
            ChannelPromise promise = write.channel.newPromise();
            promise.addListener(this);
            try {
                write.work.accept(promise);
            } catch (RuntimeException thrown) {
                promise.tryFailure(thrown);
            }
        }

        @Override
        public void operationComplete(ChannelFuture future) {
            if (cancelled) {
                return;
            }
            if (future.isSuccess()) {
                actual.onComplete();
            } else {
                actual.onError(write.explain.apply(future.cause()));
            }
        }

        @Override
        public void request(long n) {
            Operators.validate(n);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
