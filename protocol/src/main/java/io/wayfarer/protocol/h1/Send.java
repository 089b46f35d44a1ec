/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.util.function.BiFunction;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.Http2Error;

/** One {@code send} that was subscribed to: waits for its turn, writes, and tells how it went. */
abstract class Send implements Subscription, Runnable, ChannelFutureListener {

    final Http1Stream stream;
    private final CoreSubscriber<? super Void> actual;
    private boolean settled;

    Send(Http1Stream stream, CoreSubscriber<? super Void> actual) {
        this.stream = stream;
        this.actual = actual;
    }

    /** A Mono that makes one at each subscription. */
    static Mono<Void> mono(Http1Stream stream, BiFunction<Http1Stream, CoreSubscriber<? super Void>, Send> make) {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Void> actual) {
                Send send = make.apply(stream, actual);
                actual.onSubscribe(send);
                stream.handler.run(send, send);
            }
        };
    }

    /** In its turn: writes, or throws and has written nothing. */
    abstract void write(Outbox outbox);

    /** Releases what it holds; it will not be written, or not to its end. */
    void discard() {}

    /** Writability came back. */
    void writable() {}

    /** Whether it is settled by a cancel or otherwise. */
    final boolean settled() {
        return settled;
    }

    @Override
    public final void run() {
        if (!settled) {
            stream.outbox.submit(this);
        }
    }

    final void begin(Outbox outbox) {
        try {
            write(outbox);
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            fail(wrong);
        }
    }

    @Override
    public final void operationComplete(ChannelFuture written) {
        if (written.isSuccess()) {
            succeed();
        } else {
            Throwable cause = written.cause();
            stream.handler.outputBroken(cause);
            fail(new ConnectionEndedException(
                    Http2Error.NO_ERROR, "the connection ended before all was sent", false, stream.headRead, cause));
        }
    }

    final void succeed() {
        if (!settled) {
            settled = true;
            actual.onComplete();
        }
    }

    final void fail(Throwable failure) {
        if (!settled) {
            settled = true;
            discard();
            actual.onError(failure);
        }
    }

    @Override
    public final void request(long n) {
        // Nothing is emitted but the end.
    }

    @Override
    public final void cancel() {
        stream.handler.run(this::cancelNow, this);
    }

    private void cancelNow() {
        if (settled) {
            return;
        }
        settled = true;
        discard();
        stream.outbox.forget(this);
        stream.resetNow(Http2Error.CANCEL, !stream.untouched());
    }
}
