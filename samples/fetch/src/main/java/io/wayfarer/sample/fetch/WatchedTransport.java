/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.IOException;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;

/** Reports each hop, redirects included, and shows its heads; what carries it is another transport. */
final class WatchedTransport implements Transport {

    private interface Writing {
        void run() throws IOException;
    }

    private final Transport carrier;
    private final TransferReport report;
    private final HeaderLog log;

    WatchedTransport(Transport carrier, TransferReport report, HeaderLog log) {
        this.carrier = carrier;
        this.report = report;
        this.log = log;
    }

    @Override
    public Mono<TransportResponse> exchange(TransportRequest request) {
        return offLoop(() -> {
                    report.sending(request);
                    log.sending(request);
                })
                .then(Mono.defer(() -> carrier.exchange(request)))
                .flatMap(response -> offLoop(() -> report.received(request, response, log.received(response)))
                        .thenReturn(response)
                        .doOnError(e -> response.release()));
    }

    /** Writing blocks, which an event loop must not. */
    private static Mono<Void> offLoop(Writing writing) {
        return Mono.<Void>fromCallable(() -> {
                    writing.run();
                    return null;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
