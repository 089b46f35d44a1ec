/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

import io.wayfarer.protocol.connection.HttpStream;

/** The requests of a connection as a Flux. Its demand is what lets the server read the next one. */
final class IncomingStreams extends Flux<HttpStream> implements Subscription {

    private final ServerHandler handler;
    private @Nullable CoreSubscriber<? super HttpStream> subscriber;
    private long demand;
    private boolean ended;

    IncomingStreams(ServerHandler handler) {
        this.handler = handler;
    }

    @Override
    public void subscribe(CoreSubscriber<? super HttpStream> actual) {
        boolean running = handler.run(() -> subscribeNow(actual), null);
        if (!running) {
            Operators.complete(actual);
        }
    }

    private void subscribeNow(CoreSubscriber<? super HttpStream> actual) {
        if (subscriber != null) {
            Operators.error(actual, new IllegalStateException("the streams of this connection go to one subscriber"));
        } else if (ended) {
            Operators.complete(actual);
        } else {
            subscriber = actual;
            actual.onSubscribe(this);
        }
    }

    /** Whether the next stream is asked for. */
    boolean wanted() {
        return demand > 0 && !ended;
    }

    void next(HttpStream stream) {
        CoreSubscriber<? super HttpStream> to = subscriber;
        if (to != null) {
            demand -= demand == Long.MAX_VALUE ? 0 : 1;
            to.onNext(stream);
        }
    }

    void end() {
        if (!ended) {
            ended = true;
            if (subscriber != null) {
                subscriber.onComplete();
            }
        }
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            handler.run(
                    () -> {
                        demand = Operators.addCap(demand, n);
                        handler.asked();
                    },
                    null);
        }
    }

    @Override
    public void cancel() {
        handler.run(
                () -> {
                    ended = true;
                    handler.shutdown();
                },
                null);
    }
}
