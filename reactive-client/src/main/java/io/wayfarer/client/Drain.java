/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.io.ByteArrayOutputStream;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import io.wayfarer.client.transport.TransportResponse;

/**
 * Reads an unwanted body to its end so that the connection can be used again, unless it is long. Completes when the body
 * is gone. A body longer than the limit costs its connection; so does one that fails, which is no failure of the exchange,
 * because nobody wants it. The beginning of it can be kept.
 */
final class Drain extends Mono<Void> {

    private final TransportResponse answer;
    private final HttpMethod asked;
    private final long limitBytes;
    private final int wantedBytes;

    /** Null where nothing is. */
    private final @Nullable ByteArrayOutputStream kept;

    private Drain(
            TransportResponse answer,
            HttpMethod asked,
            long limitBytes,
            int wantedBytes,
            @Nullable ByteArrayOutputStream kept) {
        this.answer = answer;
        this.asked = asked;
        this.limitBytes = Math.max(limitBytes, wantedBytes);
        this.wantedBytes = wantedBytes;
        this.kept = kept;
    }

    /** @param asked the method of the request */
    static Mono<Void> drain(TransportResponse answer, HttpMethod asked, long limitBytes) {
        return new Drain(answer, asked, limitBytes, 0, null);
    }

    /**
     * The bytes at the beginning, when the body is gone.
     *
     * @param wantedBytes how many
     */
    static Mono<byte[]> keeping(int wantedBytes, TransportResponse answer, HttpMethod asked, long limitBytes) {
        return Mono.defer(() -> {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            return new Drain(answer, asked, limitBytes, wantedBytes, kept).then(Mono.fromSupplier(kept::toByteArray));
        });
    }

    @Override
    public void subscribe(CoreSubscriber<? super Void> actual) {
        boolean tooLong = answer.announcedBytes(asked) > limitBytes;
        if (tooLong && kept == null) {
            answer.release();
            Mono.<Void>empty().subscribe(actual);
        } else {
            answer.body().subscribe(new Draining(actual, tooLong ? wantedBytes : limitBytes));
        }
    }

    private void keep(DataBuffer buffer, ByteArrayOutputStream beginning) {
        byte[] next = new byte[Math.min(wantedBytes - beginning.size(), buffer.readableByteCount())];
        buffer.read(next);
        beginning.writeBytes(next);
    }

    private final class Draining implements CoreSubscriber<DataBuffer>, Subscription {

        private final CoreSubscriber<? super Void> actual;
        private final long limitBytes;
        private @Nullable Subscription body;
        private long bytes;
        private boolean ended;

        Draining(CoreSubscriber<? super Void> actual, long limitBytes) {
            this.actual = actual;
            this.limitBytes = limitBytes;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            body = subscription;
            actual.onSubscribe(this);
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(DataBuffer buffer) {
            bytes += buffer.readableByteCount();
            if (kept != null) {
                keep(buffer, kept);
            }
            DataBufferUtils.release(buffer);
            if (bytes > limitBytes && !ended) {
                cancel();
                onComplete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            onComplete();
        }

        @Override
        public void onComplete() {
            if (!ended) {
                ended = true;
                actual.onComplete();
            }
        }

        @Override
        public void request(long n) {
            // There is no value to ask for, and the body is wanted at once.
        }

        @Override
        public void cancel() {
            Subscription subscription = body;
            if (subscription != null) {
                subscription.cancel();
            }
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }
    }
}
