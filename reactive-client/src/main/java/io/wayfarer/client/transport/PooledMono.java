/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** One hop, for each subscriber anew. */
final class PooledMono extends Mono<TransportResponse> {

    private final PooledTransport transport;
    private final TransportRequest request;

    PooledMono(PooledTransport transport, TransportRequest request) {
        this.transport = transport;
        this.request = request;
    }

    @Override
    public void subscribe(CoreSubscriber<? super TransportResponse> subscriber) {
        Endpoint endpoint;
        try {
            endpoint = transport.endpoint(request);
        } catch (RuntimeException e) {
            Operators.error(subscriber, transport.failure(request.hop(), request.route(), e));
            return;
        }
        subscriber.onSubscribe(new PooledExchange(transport, request, endpoint, subscriber));
    }
}
