/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import reactor.core.publisher.Mono;

/**
 * Sends one request to one server by one route. Thread-safe.
 *
 * <p>Failures are {@link io.wayfarer.client.error.HttpExchangeException}s; what a request's body signals as an error
 * passes unchanged. Cancelling before the answer closes the connection.
 */
@FunctionalInterface
public interface Transport {

    /** Nothing happens before subscription. Who receives the answer reads its body or releases it. */
    Mono<TransportResponse> exchange(TransportRequest request);

    /**
     * Opens connections ahead of the requests that will need them; without connections that are kept, does nothing.
     *
     * @param request like those to come; it is not sent
     * @param connections how many there should be at least; of HTTP/2 one is enough
     * @return completes when they are open; fails as {@link #exchange} does
     */
    default Mono<Void> warmUp(TransportRequest request, int connections) {
        return Mono.empty();
    }

    /** What its connections are used for now; without connections that are kept, {@link PoolUse#none()}. */
    default PoolUse use() {
        return PoolUse.none();
    }
}
