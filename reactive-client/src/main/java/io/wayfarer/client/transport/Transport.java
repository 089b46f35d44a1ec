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
}
