/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Waits for an exchange on a thread that may wait, a virtual one for instance. */
public final class BlockingCall {

    private BlockingCall() {}

    /**
     * Subscribes and waits, for no longer than the time limits of the exchange.
     *
     * @return null when the Mono ends empty
     * @throws IllegalStateException on a thread that must not wait, such as an event loop; nothing is sent then
     * @throws IOException what the exchange fails with
     */
    public static <T> @Nullable T await(Mono<T> exchange) throws IOException {
        if (Schedulers.isInNonBlockingThread()) {
            // Mono.block() would refuse too, but only after it has subscribed, and nobody would read the answer.
            throw new IllegalStateException("A call that waits for its answer cannot be made on the event loop thread "
                    + Thread.currentThread().getName()
                    + ". Use WebClient or the publishers of ReactiveHttpClient there, or move the call with"
                    + " subscribeOn(Schedulers.boundedElastic()).");
        }
        try {
            return exchange.contextCapture().block();
        } catch (RuntimeException e) {
            if (Exceptions.unwrap(e) instanceof IOException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
