/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.util.ArrayDeque;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

import io.wayfarer.protocol.connection.HttpStream;

/** The streams that the peer opens, held back until they are asked for. All state belongs to the event loop. */
final class IncomingStreams extends Flux<HttpStream> implements Subscription {

    private final Http2Codec codec;
    private final ArrayDeque<Http2Stream> waiting = new ArrayDeque<>();
    private @Nullable CoreSubscriber<? super HttpStream> subscriber;
    private long demand;
    private boolean ended;
    private boolean finished;
    private boolean emitting;

    IncomingStreams(Http2Codec codec) {
        this.codec = codec;
    }

    @Override
    public void subscribe(CoreSubscriber<? super HttpStream> actual) {
        codec.onLoop(() -> {
            if (subscriber != null) {
                Operators.error(actual, new IllegalStateException("incoming() has a subscriber already"));
                return;
            }
            subscriber = actual;
            actual.onSubscribe(this);
            emit();
        });
    }

    /** Whether somebody waits for a stream. */
    boolean wanted() {
        return demand > 0 && !finished;
    }

    /** @return false when nobody will ever take it */
    boolean add(Http2Stream stream) {
        if (finished) {
            return false;
        }
        waiting.add(stream);
        emit();
        return true;
    }

    void remove(Http2Stream stream) {
        if (!waiting.isEmpty()) {
            waiting.remove(stream);
        }
    }

    void end() {
        ended = true;
        waiting.clear(); // all of them have failed by now
        emit();
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            codec.onLoop(() -> {
                demand = Operators.addCap(demand, n);
                emit();
            });
        }
    }

    @Override
    public void cancel() {
        codec.onLoop(() -> {
            finished = true;
            for (Http2Stream next = waiting.poll(); next != null; next = waiting.poll()) {
                next.reset(io.wayfarer.protocol.error.Http2Error.REFUSED_STREAM);
            }
        });
    }

    private void emit() {
        CoreSubscriber<? super HttpStream> to = subscriber;
        if (to == null || emitting || finished) {
            return;
        }
        emitting = true;
        try {
            while (demand > 0 && !finished) {
                Http2Stream next = waiting.poll();
                if (next == null) {
                    break;
                }
                if (demand != Long.MAX_VALUE) {
                    demand--;
                }
                to.onNext(next);
            }
            if (ended && !finished && waiting.isEmpty()) {
                finished = true;
                to.onComplete();
            }
        } finally {
            emitting = false;
        }
    }
}
