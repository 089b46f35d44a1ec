/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.engine;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Takes what arrives before {@code subscribe} returns. */
final class Now implements CoreSubscriber<byte[]> {

    private byte @Nullable [] bytes;
    private @Nullable Throwable failure;

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(byte[] value) {
        bytes = value;
    }

    @Override
    public void onError(Throwable error) {
        failure = error;
    }

    @Override
    public void onComplete() {
        // The bytes are all that counts.
    }

    byte[] taken() {
        byte[] taken = bytes;
        if (taken == null) {
            throw new IllegalStateException("no answer", failure);
        }
        return taken;
    }
}
