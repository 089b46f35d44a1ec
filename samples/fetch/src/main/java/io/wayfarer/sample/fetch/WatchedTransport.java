/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.IOException;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;

/** Reports each hop, redirects included, and shows its heads and bodies; what carries it is another transport. */
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
                    report.sending(request, log.sending(request));
                })
                .then(Mono.defer(() -> carrier.exchange(watched(request))))
                .<TransportResponse>flatMap(
                        response -> offLoop(() -> report.received(request, response, log.received(response)))
                                .thenReturn(new WatchedResponse(response, this::received))
                                .doOnError(e -> response.release())
                                .doOnCancel(response::release));
    }

    private TransportRequest watched(TransportRequest request) {
        RequestBody body = request.body();
        if (body.absent() || log.bodies().isEmpty()) {
            return request;
        }
        return new TransportRequest(
                request.hop(),
                request.headers(),
                watched(body, log.bodies().get()),
                request.route(),
                request.options());
    }

    private static RequestBody watched(RequestBody body, WireLog wire) {
        BodyWatch watch = wire::sentBody;
        return body.replayable()
                ? RequestBody.replayable(() -> watch.over(body.content()), body.length(), body.mediaType())
                : RequestBody.stream(watch.over(body.content()), body.length(), body.mediaType());
    }

    private void received(byte[] bytes) throws IOException {
        report.receivedBody(bytes.length);
        if (log.bodies().isPresent()) {
            log.bodies().get().receivedBody(bytes);
        }
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
