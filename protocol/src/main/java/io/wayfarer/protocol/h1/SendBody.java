/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

import io.wayfarer.protocol.error.Http2Error;

/** Sends what a publisher gives, and asks it for more while the socket takes it. */
final class SendBody extends Send implements CoreSubscriber<ByteBuf> {

    /** A source that never waits, read by a peer that never does, must not keep the event loop for itself. */
    private static final int MOST_A_TURN = 16;

    private final Publisher<? extends ByteBuf> source;
    private final CoreSubscriber<? super Void> actual;
    private @Nullable Subscription upstream;
    private @Nullable Outbox outbox;
    private boolean asked;
    private int askedThisTurn;
    private boolean stopped;

    SendBody(Http1Stream stream, CoreSubscriber<? super Void> actual, Publisher<? extends ByteBuf> source) {
        super(stream, actual);
        this.source = source;
        this.actual = actual;
    }

    @Override
    void write(Outbox to) {
        to.checkContent(0, false);
        outbox = to;
        to.occupy(this);
        source.subscribe(this);
    }

    @Override
    public Context currentContext() {
        return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        stream.handler.run(
                () -> {
                    upstream = subscription;
                    if (stopped) {
                        subscription.cancel();
                    } else {
                        ask();
                    }
                },
                this);
    }

    @Override
    public void onNext(ByteBuf content) {
        if (stream.handler.inLoop()) {
            next(content);
        } else if (!stream.handler.run(() -> next(content), this)) {
            content.release();
        }
    }

    private void next(ByteBuf content) {
        Outbox to = outbox;
        if (stopped || to == null) {
            content.release();
            return;
        }
        asked = false;
        try {
            to.checkContent(content.readableBytes(), false);
        } catch (IllegalArgumentException tooMuch) {
            content.release();
            broken(tooMuch);
            return;
        }
        to.writeContent(content, false, null);
        ask();
    }

    private void ask() {
        Subscription source = upstream;
        if (asked || stopped || source == null || !stream.handler.channelWritable()) {
            return;
        }
        asked = true;
        if (++askedThisTurn < MOST_A_TURN) {
            source.request(1);
        } else {
            stream.connection().channel().eventLoop().execute(this::askInAnotherTurn);
        }
    }

    private void askInAnotherTurn() {
        askedThisTurn = 0;
        asked = false;
        ask();
    }

    @Override
    void writable() {
        ask();
    }

    @Override
    public void onError(Throwable failure) {
        stream.handler.run(() -> broken(failure), this);
    }

    private void broken(Throwable failure) {
        if (stopped) {
            return;
        }
        fail(failure);
        stream.outbox.forget(this);
        stream.resetNow(Http2Error.INTERNAL_ERROR, true);
    }

    @Override
    public void onComplete() {
        stream.handler.run(this::complete, this);
    }

    private void complete() {
        Outbox to = outbox;
        if (stopped || to == null) {
            return;
        }
        try {
            to.checkContent(0, true);
        } catch (IllegalArgumentException tooLittle) {
            broken(tooLittle);
            return;
        }
        stopped = true;
        to.vacate(this);
        to.writeContent(Unpooled.EMPTY_BUFFER, true, this);
    }

    @Override
    void discard() {
        if (!stopped) {
            stopped = true;
            Subscription subscription = upstream;
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }
}
